using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Conformance.Stores.Parts;
using PaymentStatusSdk.Exploration.Replay;

namespace PaymentStatusSdk.ToyStore.Tests;

public sealed class ToySuiteTests
{
    // snippet
    [Fact]
    public void Every_part_of_the_suite_runs() => StoreSuite.AssertComplete<ToyFixture>(typeof(ToySuiteTests).Assembly);
    // end
}

public sealed class ToyCallbackRouterTests : CallbackRouterTests<ToyFixture>;
public sealed class ToyChangeTests : ChangeTests<ToyFixture>;

// snippet
public sealed class ToyClaimTests : ClaimTests<ToyFixture>;
// end
public sealed class ToyClockTests : ClockTests<ToyFixture>;
public sealed class ToyCommitTests : CommitTests<ToyFixture>;

public sealed class ToyResolveTests : ResolveTests<ToyFixture>;
public sealed class ToyDeliveryTransactionTests : DeliveryTransactionTests<ToyFixture>;
public sealed class ToyDuplicateTests : DuplicateTests<ToyFixture>;
public sealed class ToyEnrollmentTests : EnrollmentTests<ToyFixture>;
public sealed class ToyExchangeLockTests : ExchangeLockTests<ToyFixture>;
public sealed class ToyHostDisposalTests : HostDisposalTests<ToyFixture>;
public sealed class ToyHostileTextTests : HostileTextTests<ToyFixture>;
public sealed class ToyJoinTests : JoinTests<ToyFixture>;
public sealed class ToyListTests : ListTests<ToyFixture>;
public sealed class ToyListenTests : ListenTests<ToyFixture>;
public sealed class ToyMeasureTests : MeasureTests<ToyFixture>;
public sealed class ToyMerchantTransactionTests : MerchantTransactionTests<ToyFixture>;
public sealed class ToyPruneTests : PruneTests<ToyFixture>;
public sealed class ToyRedeliveryRaceTests : RedeliveryRaceTests<ToyFixture>;
public sealed class ToyRedeliveryTests : RedeliveryTests<ToyFixture>;
public sealed class ToySchemaTests : SchemaTests<ToyFixture>;
public sealed class ToySecretsTests : SecretsTests<ToyFixture>;
public sealed class ToyTraceReplayTests : TraceReplayTests<ToyFixture>;
public sealed class ToyTransactionalHandlerTests : TransactionalHandlerTests<ToyFixture>;
public sealed class ToyUnreadableTests : UnreadableTests<ToyFixture>;
public sealed class ToyWakeTests : WakeTests<ToyFixture>;

