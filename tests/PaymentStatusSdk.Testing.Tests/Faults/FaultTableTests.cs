using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Faults;

/// <summary>The tables of faults, without a gateway.</summary>
public sealed class FaultTableTests
{
    private static readonly SimulatedFaultKind[] WithParameters =
    [
        SimulatedFaultKind.Delay, SimulatedFaultKind.EndlessBody, SimulatedFaultKind.HugeBody, SimulatedFaultKind.SlowDrip,
        SimulatedFaultKind.Body, SimulatedFaultKind.DeepNesting,
    ];

    [Fact]
    public void Random_plan_draws_each_fault_of_its_gateway_that_needs_no_parameter()
    {
        SimulatedGateway[] gateways =
        [
            SimulatedGateway.ConvergeGate, SimulatedGateway.Ppro, SimulatedGateway.Desjardins, SimulatedGateway.DesjardinsCallback,
        ];

        foreach (var gateway in gateways)
        {
            var drawn = FaultCatalog.SelfContained(gateway).Select(one => one.Kind).ToArray();
            Assert.Equal(FaultCatalog.Kinds(gateway).Except(WithParameters), drawn.Order());
        }
    }

    [Fact]
    public void Plan_without_drawn_faults_may_move_to_another_gateway()
    {
        var plan = new FaultPlan();

        plan.Attach(SimulatedGateway.Ppro);
        plan.Attach(SimulatedGateway.ConvergeGate);

        Assert.Equal(SimulatedFaultKind.WrongAmount, plan.Next(SimulatedFault.WrongAmount).Take()?.Kind);
    }

    [Fact]
    public async Task Hold_ends_a_wait_on_another_thread()
    {
        var never = new CancellationToken(canceled: false);
        var hold = new FaultHold();
        var thread = hold.WaitForArrivalsAsync(1, never).ContinueWith(
            _ => Environment.CurrentManagedThreadId, never, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        var held = hold.HoldAsync(never);

        Assert.False(thread.IsCompleted && await thread == Environment.CurrentManagedThreadId);
        hold.Release();
        await held;
    }

    [Fact]
    public void Each_kind_exists_in_its_steps_of_desjardins()
    {
        string[] both =
        [
            "Delay", "ResetHalfway", "TruncatedBody", "HugeBody", "EmptyBody", "HtmlPage", "Body", "LeadingNewline", "WrongId", "NoId",
        ];
        string[] answers = ["ResetBeforeAnswer", "EndlessBody", "SlowDrip", "Status", "TooManyRequests"];
        string[] callbacks =
        [
            "WrongCharset", "InvalidUtf8", "ByteOrderMark", "WrongAmount", "WrongCurrency", "DuplicateField", "ConflictingField",
            "UnknownState", "SuccessWithoutState", "ErrorWithState", "NoDeclaration", "BlankValues", "OmittedEmpties", "DeepNesting",
            "EntityBomb", "ExternalEntity",
        ];

        Assert.Equal(both, Kinds(SimulatedGateway.Desjardins | SimulatedGateway.DesjardinsCallback));
        Assert.Equal(answers, Kinds(SimulatedGateway.Desjardins));
        Assert.Equal(callbacks, Kinds(SimulatedGateway.DesjardinsCallback));
        Assert.Equal(
            Enum.GetValues<SimulatedFaultKind>().Length - both.Length - answers.Length - callbacks.Length,
            Kinds(SimulatedGateway.None).Count());

        static IEnumerable<string> Kinds(SimulatedGateway steps) => Enum.GetValues<SimulatedFaultKind>()
            .Where(kind => DipsFaultSteps.Of(kind) == steps).Select(kind => kind.ToString());
    }
}
