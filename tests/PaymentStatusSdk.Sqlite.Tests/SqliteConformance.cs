using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Conformance.Stores.Parts;
using PaymentStatusSdk.CrashPoints;

namespace PaymentStatusSdk.Sqlite.Tests;

// Every part of the suite, and a test that fails when a part is missing.

public sealed class SqliteSuiteTests
{
    [Fact]
    public void Every_part_of_the_suite_runs() => StoreSuite.AssertComplete<SqliteFixture>(typeof(SqliteSuiteTests).Assembly);
}

public sealed class SqliteEnrollmentTests : EnrollmentTests<SqliteFixture>;

public sealed class SqliteClaimTests : ClaimTests<SqliteFixture>;

public sealed class SqliteClockTests : ClockTests<SqliteFixture>;

public sealed class SqliteCommitTests : CommitTests<SqliteFixture>;

public sealed class SqliteResolveTests : ResolveTests<SqliteFixture>;

public sealed class SqliteUnreadableTests : UnreadableTests<SqliteFixture>;

public sealed class SqliteWakeTests : WakeTests<SqliteFixture>;

public sealed class SqliteChangeTests : ChangeTests<SqliteFixture>;

public sealed class SqliteListTests : ListTests<SqliteFixture>;

public sealed class SqlitePruneTests : PruneTests<SqliteFixture>;

public sealed class SqliteMeasureTests : MeasureTests<SqliteFixture>;

public sealed class SqliteListenTests : ListenTests<SqliteFixture>;

public sealed class SqliteSchemaTests : SchemaTests<SqliteFixture>;

public sealed class SqliteDuplicateTests : DuplicateTests<SqliteFixture>;

public sealed class SqliteExchangeLockTests : ExchangeLockTests<SqliteFixture>;

public sealed class SqliteCallbackRouterTests : CallbackRouterTests<SqliteFixture>;

public sealed class SqliteHostDisposalTests : HostDisposalTests<SqliteFixture>;

public sealed class SqliteSecretsTests : SecretsTests<SqliteFixture>;

public sealed class SqliteHostileTextTests : HostileTextTests<SqliteFixture>;

public sealed class SqliteRedeliveryRaceTests : RedeliveryRaceTests<SqliteFixture>;

public sealed class SqliteMerchantTransactionTests : MerchantTransactionTests<SqliteFixture>;

public sealed class SqliteDeliveryTransactionTests : DeliveryTransactionTests<SqliteFixture>;

public sealed class SqliteTransactionalHandlerTests : TransactionalHandlerTests<SqliteFixture>;

public sealed class SqliteJoinTests : JoinTests<SqliteFixture>;

public sealed class SqliteRedeliveryTests : RedeliveryTests<SqliteFixture>;

public sealed class SqliteCrashPointTests : CrashPointTests<SqliteFixture>;

public sealed class SqliteInboxCrashPointTests : InboxCrashPointTests<SqliteFixture>;

public sealed class SqliteSchemaCrashPointTests : SchemaCrashPointTests<SqliteFixture>;
