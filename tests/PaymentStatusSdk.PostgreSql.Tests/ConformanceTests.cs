using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Conformance.Stores.Parts;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.Exploration.Replay;

namespace PaymentStatusSdk.PostgreSql.Tests;

public sealed class SuiteTests
{
    [Fact]
    public void Every_part_of_the_suite_is_run_under_every_default_isolation()
    {
        StoreSuite.AssertComplete<PostgreSqlFixture>(typeof(SuiteTests).Assembly);
        StoreSuite.AssertComplete<RepeatableReadFixture>(typeof(SuiteTests).Assembly);
        StoreSuite.AssertComplete<SerializableFixture>(typeof(SuiteTests).Assembly);
    }
}

public sealed class PostgreSqlChangeTests : ChangeTests<PostgreSqlFixture>;

public sealed class PostgreSqlClaimTests : ClaimTests<PostgreSqlFixture>;

public sealed class PostgreSqlClockTests : ClockTests<PostgreSqlFixture>;

public sealed class PostgreSqlCommitTests : CommitTests<PostgreSqlFixture>;

public sealed class PostgreSqlResolveTests : ResolveTests<PostgreSqlFixture>;

public sealed class PostgreSqlDuplicateTests : DuplicateTests<PostgreSqlFixture>;

public sealed class PostgreSqlExchangeLockTests : ExchangeLockTests<PostgreSqlFixture>;

public sealed class PostgreSqlEnrollmentTests : EnrollmentTests<PostgreSqlFixture>;

public sealed class PostgreSqlHostDisposalTests : HostDisposalTests<PostgreSqlFixture>;

public sealed class PostgreSqlHostileTextTests : HostileTextTests<PostgreSqlFixture>;

public sealed class PostgreSqlCallbackRouterTests : CallbackRouterTests<PostgreSqlFixture>;

public sealed class PostgreSqlListTests : ListTests<PostgreSqlFixture>;

public sealed class PostgreSqlListenTests : ListenTests<PostgreSqlFixture>;

public sealed class PostgreSqlMeasureTests : MeasureTests<PostgreSqlFixture>;

public sealed class PostgreSqlPruneTests : PruneTests<PostgreSqlFixture>;

public sealed class PostgreSqlSchemaTests : SchemaTests<PostgreSqlFixture>;

public sealed class PostgreSqlSecretsTests : SecretsTests<PostgreSqlFixture>;

public sealed class PostgreSqlUnreadableTests : UnreadableTests<PostgreSqlFixture>;

public sealed class PostgreSqlWakeTests : WakeTests<PostgreSqlFixture>;

public sealed class PostgreSqlRedeliveryRaceTests : RedeliveryRaceTests<PostgreSqlFixture>;

public sealed class PostgreSqlMerchantTransactionTests : MerchantTransactionTests<PostgreSqlFixture>;

public sealed class PostgreSqlDeliveryTransactionTests : DeliveryTransactionTests<PostgreSqlFixture>;

public sealed class PostgreSqlTransactionalHandlerTests : TransactionalHandlerTests<PostgreSqlFixture>;

public sealed class PostgreSqlJoinTests : JoinTests<PostgreSqlFixture>;

public sealed class PostgreSqlRedeliveryTests : RedeliveryTests<PostgreSqlFixture>;

public sealed class PostgreSqlCrashPointTests : CrashPointTests<PostgreSqlFixture>;

public sealed class PostgreSqlInboxCrashPointTests : InboxCrashPointTests<PostgreSqlFixture>;

public sealed class PostgreSqlSchemaCrashPointTests : SchemaCrashPointTests<PostgreSqlFixture>;

public sealed class PostgreSqlTraceReplayTests : TraceReplayTests<PostgreSqlFixture>;
