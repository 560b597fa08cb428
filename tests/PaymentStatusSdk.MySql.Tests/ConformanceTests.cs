using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Conformance.Stores.Parts;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.Exploration.Replay;

namespace PaymentStatusSdk.MySql.Tests;

public sealed class SuiteTests
{
    [Fact]
    public void Every_part_of_the_suite_is_run_under_every_default_isolation()
    {
        StoreSuite.AssertComplete<MySqlFixture>(typeof(SuiteTests).Assembly);
        StoreSuite.AssertComplete<ReadUncommittedFixture>(typeof(SuiteTests).Assembly);
        StoreSuite.AssertComplete<SerializableFixture>(typeof(SuiteTests).Assembly);
    }
}

public sealed class MySqlChangeTests : ChangeTests<MySqlFixture>;

public sealed class MySqlClaimTests : ClaimTests<MySqlFixture>;

public sealed class MySqlClockTests : ClockTests<MySqlFixture>;

public sealed class MySqlCommitTests : CommitTests<MySqlFixture>;

public sealed class MySqlResolveTests : ResolveTests<MySqlFixture>;

public sealed class MySqlDuplicateTests : DuplicateTests<MySqlFixture>;

public sealed class MySqlExchangeLockTests : ExchangeLockTests<MySqlFixture>;

public sealed class MySqlEnrollmentTests : EnrollmentTests<MySqlFixture>;

public sealed class MySqlHostDisposalTests : HostDisposalTests<MySqlFixture>;

public sealed class MySqlHostileTextTests : HostileTextTests<MySqlFixture>;

public sealed class MySqlCallbackRouterTests : CallbackRouterTests<MySqlFixture>;

public sealed class MySqlListTests : ListTests<MySqlFixture>;

public sealed class MySqlListenTests : ListenTests<MySqlFixture>;

public sealed class MySqlMeasureTests : MeasureTests<MySqlFixture>;

public sealed class MySqlPruneTests : PruneTests<MySqlFixture>;

public sealed class MySqlSchemaTests : SchemaTests<MySqlFixture>;

public sealed class MySqlSecretsTests : SecretsTests<MySqlFixture>;

public sealed class MySqlUnreadableTests : UnreadableTests<MySqlFixture>;

public sealed class MySqlWakeTests : WakeTests<MySqlFixture>;

public sealed class MySqlRedeliveryRaceTests : RedeliveryRaceTests<MySqlFixture>;

public sealed class MySqlMerchantTransactionTests : MerchantTransactionTests<MySqlFixture>;

public sealed class MySqlDeliveryTransactionTests : DeliveryTransactionTests<MySqlFixture>;

public sealed class MySqlTransactionalHandlerTests : TransactionalHandlerTests<MySqlFixture>;

public sealed class MySqlJoinTests : JoinTests<MySqlFixture>;

public sealed class MySqlRedeliveryTests : RedeliveryTests<MySqlFixture>;

public sealed class MySqlCrashPointTests : CrashPointTests<MySqlFixture>;

public sealed class MySqlInboxCrashPointTests : InboxCrashPointTests<MySqlFixture>;

public sealed class MySqlSchemaCrashPointTests : SchemaCrashPointTests<MySqlFixture>;

public sealed class MySqlTraceReplayTests : TraceReplayTests<MySqlFixture>;
