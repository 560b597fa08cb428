using PaymentStatusSdk.Conformance.Stores.Parts;

namespace PaymentStatusSdk.MySql.Tests;

public sealed class ReadUncommittedChangeTests : ChangeTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedClaimTests : ClaimTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedClockTests : ClockTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedCommitTests : CommitTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedResolveTests : ResolveTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedDuplicateTests : DuplicateTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedExchangeLockTests : ExchangeLockTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedEnrollmentTests : EnrollmentTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedHostDisposalTests : HostDisposalTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedHostileTextTests : HostileTextTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedCallbackRouterTests : CallbackRouterTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedListTests : ListTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedListenTests : ListenTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedMeasureTests : MeasureTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedPruneTests : PruneTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedSchemaTests : SchemaTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedSecretsTests : SecretsTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedUnreadableTests : UnreadableTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedWakeTests : WakeTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedRedeliveryRaceTests : RedeliveryRaceTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedMerchantTransactionTests : MerchantTransactionTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedDeliveryTransactionTests : DeliveryTransactionTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedTransactionalHandlerTests : TransactionalHandlerTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedJoinTests : JoinTests<ReadUncommittedFixture>;

public sealed class ReadUncommittedRedeliveryTests : RedeliveryTests<ReadUncommittedFixture>;
