using PaymentStatusSdk.Conformance.Stores.Parts;

namespace PaymentStatusSdk.PostgreSql.Tests;

public sealed class RepeatableReadChangeTests : ChangeTests<RepeatableReadFixture>;

public sealed class RepeatableReadClaimTests : ClaimTests<RepeatableReadFixture>;

public sealed class RepeatableReadClockTests : ClockTests<RepeatableReadFixture>;

public sealed class RepeatableReadCommitTests : CommitTests<RepeatableReadFixture>;

public sealed class RepeatableReadResolveTests : ResolveTests<RepeatableReadFixture>;

public sealed class RepeatableReadDuplicateTests : DuplicateTests<RepeatableReadFixture>;

public sealed class RepeatableReadExchangeLockTests : ExchangeLockTests<RepeatableReadFixture>;

public sealed class RepeatableReadEnrollmentTests : EnrollmentTests<RepeatableReadFixture>;

public sealed class RepeatableReadHostDisposalTests : HostDisposalTests<RepeatableReadFixture>;

public sealed class RepeatableReadHostileTextTests : HostileTextTests<RepeatableReadFixture>;

public sealed class RepeatableReadCallbackRouterTests : CallbackRouterTests<RepeatableReadFixture>;

public sealed class RepeatableReadListTests : ListTests<RepeatableReadFixture>;

public sealed class RepeatableReadListenTests : ListenTests<RepeatableReadFixture>;

public sealed class RepeatableReadMeasureTests : MeasureTests<RepeatableReadFixture>;

public sealed class RepeatableReadPruneTests : PruneTests<RepeatableReadFixture>;

public sealed class RepeatableReadSchemaTests : SchemaTests<RepeatableReadFixture>;

public sealed class RepeatableReadSecretsTests : SecretsTests<RepeatableReadFixture>;

public sealed class RepeatableReadUnreadableTests : UnreadableTests<RepeatableReadFixture>;

public sealed class RepeatableReadWakeTests : WakeTests<RepeatableReadFixture>;

public sealed class RepeatableReadRedeliveryRaceTests : RedeliveryRaceTests<RepeatableReadFixture>;

public sealed class RepeatableReadMerchantTransactionTests : MerchantTransactionTests<RepeatableReadFixture>;

public sealed class RepeatableReadDeliveryTransactionTests : DeliveryTransactionTests<RepeatableReadFixture>;

public sealed class RepeatableReadTransactionalHandlerTests : TransactionalHandlerTests<RepeatableReadFixture>;

public sealed class RepeatableReadJoinTests : JoinTests<RepeatableReadFixture>;

public sealed class RepeatableReadRedeliveryTests : RedeliveryTests<RepeatableReadFixture>;
