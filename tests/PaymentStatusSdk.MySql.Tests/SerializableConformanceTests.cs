using PaymentStatusSdk.Conformance.Stores.Parts;

namespace PaymentStatusSdk.MySql.Tests;

public sealed class SerializableChangeTests : ChangeTests<SerializableFixture>;

public sealed class SerializableClaimTests : ClaimTests<SerializableFixture>;

public sealed class SerializableClockTests : ClockTests<SerializableFixture>;

public sealed class SerializableCommitTests : CommitTests<SerializableFixture>;

public sealed class SerializableResolveTests : ResolveTests<SerializableFixture>;

public sealed class SerializableDuplicateTests : DuplicateTests<SerializableFixture>;

public sealed class SerializableExchangeLockTests : ExchangeLockTests<SerializableFixture>;

public sealed class SerializableEnrollmentTests : EnrollmentTests<SerializableFixture>;

public sealed class SerializableHostDisposalTests : HostDisposalTests<SerializableFixture>;

public sealed class SerializableHostileTextTests : HostileTextTests<SerializableFixture>;

public sealed class SerializableCallbackRouterTests : CallbackRouterTests<SerializableFixture>;

public sealed class SerializableListTests : ListTests<SerializableFixture>;

public sealed class SerializableListenTests : ListenTests<SerializableFixture>;

public sealed class SerializableMeasureTests : MeasureTests<SerializableFixture>;

public sealed class SerializablePruneTests : PruneTests<SerializableFixture>;

public sealed class SerializableSchemaTests : SchemaTests<SerializableFixture>;

public sealed class SerializableSecretsTests : SecretsTests<SerializableFixture>;

public sealed class SerializableUnreadableTests : UnreadableTests<SerializableFixture>;

public sealed class SerializableWakeTests : WakeTests<SerializableFixture>;

public sealed class SerializableRedeliveryRaceTests : RedeliveryRaceTests<SerializableFixture>;

public sealed class SerializableMerchantTransactionTests : MerchantTransactionTests<SerializableFixture>;

public sealed class SerializableDeliveryTransactionTests : DeliveryTransactionTests<SerializableFixture>;

public sealed class SerializableTransactionalHandlerTests : TransactionalHandlerTests<SerializableFixture>;

public sealed class SerializableJoinTests : JoinTests<SerializableFixture>;

public sealed class SerializableRedeliveryTests : RedeliveryTests<SerializableFixture>;
