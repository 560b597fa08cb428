using PaymentStatusSdk.Conformance.Stores;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>The base of tests for this store only; tests for every store are in the suite.</summary>
public abstract class MySqlTest : StorePart<MySqlFixture>;
