using PaymentStatusSdk.StoreConformance;

namespace PaymentStatusSdk.Sqlite.Tests;

// Every part of the suite, and a test that fails when one is missing.

public sealed class SqliteSuiteTests
{
    [Fact]
    public void Every_part_of_the_suite_is_run() => StoreSuite.AssertComplete<SqliteFixture>(typeof(SqliteSuiteTests).Assembly);
}

public sealed class SqliteHandOverTests : HandOverTests<SqliteFixture>;

public sealed class SqliteClaimTests : ClaimTests<SqliteFixture>;

public sealed class SqliteClockTests : ClockTests<SqliteFixture>;

public sealed class SqliteCommitTests : CommitTests<SqliteFixture>;

public sealed class SqliteUnreadableTests : UnreadableTests<SqliteFixture>;

public sealed class SqliteWakeTests : WakeTests<SqliteFixture>;

public sealed class SqliteChangeTests : ChangeTests<SqliteFixture>;

public sealed class SqliteListTests : ListTests<SqliteFixture>;

public sealed class SqlitePruneTests : PruneTests<SqliteFixture>;

public sealed class SqliteMeasureTests : MeasureTests<SqliteFixture>;

public sealed class SqliteListenTests : ListenTests<SqliteFixture>;

public sealed class SqliteSchemaTests : SchemaTests<SqliteFixture>;

public sealed class SqliteDuplicateTests : DuplicateTests<SqliteFixture>;

public sealed class SqliteGateTests : GateTests<SqliteFixture>;

public sealed class SqliteInboxTests : InboxTests<SqliteFixture>;

public sealed class SqliteHostDisposalTests : HostDisposalTests<SqliteFixture>;

public sealed class SqliteSecretsTests : SecretsTests<SqliteFixture>;

public sealed class SqliteHostileTextTests : HostileTextTests<SqliteFixture>;

public sealed class SqliteRedeliveryRaceTests : RedeliveryRaceTests<SqliteFixture>;
