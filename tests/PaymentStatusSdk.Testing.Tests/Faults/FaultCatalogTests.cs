using System.Reflection;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Faults;

/// <summary>The faults by kind, and the gateways and steps in which they exist.</summary>
public sealed class FaultCatalogTests
{
    private static readonly string[] Everywhere =
    [
        "Delay", "ResetBeforeAnswer", "ResetHalfway", "TruncatedBody", "EndlessBody", "HugeBody", "SlowDrip", "EmptyBody", "HtmlPage",
        "Status", "TooManyRequests", "Body",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Property_of_a_fault_has_the_name_of_its_kind()
    {
        Type[] types = [typeof(SimulatedFault), typeof(SimulatedConvergeGateFault), typeof(SimulatedPproFault), typeof(SimulatedDipsFault)];

        var faults = types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Select(property => (property.Name, ((SimulatedFault)property.GetValue(null)!).Kind)).ToArray();

        Assert.Equal(45, faults.Length);
        Assert.All(faults, fault => Assert.Equal(fault.Name, fault.Kind.ToString()));
    }

    [Fact]
    public void Fault_is_created_for_each_kind()
    {
        var kinds = Enum.GetValues<SimulatedFaultKind>().Where(kind => kind != SimulatedFaultKind.Unknown).ToArray();

        Assert.All(kinds, kind => Assert.Equal(kind, SimulatedFault.Create(kind).Kind));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create(SimulatedFaultKind.Unknown));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create((SimulatedFaultKind)999));
    }

    [Theory]
    [InlineData(SimulatedFaultKind.WrongCharset, "WrongCharset(iso-8859-1)", "utf-16")]
    [InlineData(SimulatedFaultKind.DuplicateField, "DuplicateField", "TAG")]
    [InlineData(SimulatedFaultKind.ConflictingField, "ConflictingField", "TAG")]
    [InlineData(SimulatedFaultKind.UnknownState, "UnknownState(SIMULATED_NEW_STATE)", "NEWS")]
    [InlineData(SimulatedFaultKind.ForeignResult, "ForeignResult(PENDING)", "OK")]
    [InlineData(SimulatedFaultKind.ErrorDocument, "ErrorDocument(WX03)", "WE15")]
    [InlineData(SimulatedFaultKind.TransactionError, "TransactionError(WX99)", "WX55")]
    public void Text_of_a_fault_has_a_default(SimulatedFaultKind kind, string without, string text)
    {
        Assert.Equal(without, SimulatedFault.Create(kind).ToString());
        Assert.Equal($"{kind}({text})", SimulatedFault.Create(kind, text).ToString());
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create(SimulatedFaultKind.Status, number: 199));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create(SimulatedFaultKind.Status, number: 600));
        Assert.Throws<OverflowException>(() => SimulatedFault.Create(SimulatedFaultKind.Status, number: 1L << 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create(SimulatedFaultKind.Body, number: 600));
        Assert.Throws<OverflowException>(() => SimulatedFault.Create(SimulatedFaultKind.Body, number: 1L << 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create(SimulatedFaultKind.DeepNesting, number: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create(SimulatedFaultKind.DeepNesting, number: 10_000_001));
        Assert.Throws<OverflowException>(() => SimulatedFault.Create(SimulatedFaultKind.DeepNesting, number: 1L << 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Create(SimulatedFaultKind.HugeBody, number: 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => SimulatedFault.Create(SimulatedFaultKind.SlowDrip, time: TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => SimulatedFault.UnknownState(" "));
        Assert.Throws<ArgumentException>(() => SimulatedFault.ForeignResult(" "));
        Assert.Throws<ArgumentException>(() => SimulatedDipsFault.ErrorDocument(" "));
        Assert.Throws<ArgumentException>(() => SimulatedDipsFault.TransactionError(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultPlan.Random(1, -0.1));
        SimulatedFault[] limits =
        [
            SimulatedFault.Status(200), SimulatedFault.Status(599), SimulatedFault.Body("", status: 200),
            SimulatedFault.Body("", status: 599), SimulatedConvergeGateFault.DeepNesting(1),
            SimulatedConvergeGateFault.DeepNesting(10_000_000), SimulatedFault.HugeBody(1),
        ];
        Assert.Equal(7, limits.Length);
    }

    [Fact]
    public async Task Each_gateway_supports_the_faults_of_its_answers()
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        await using var ppro = await PproSimulator.StartAsync(cancellationToken: Ct);
        await using var desjardins = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);

        string[] common = [.. Everywhere, "WrongCharset", "InvalidUtf8", "ByteOrderMark", "LeadingNewline", "WrongId", "NoId"];
        Assert.Equal(
            [
                .. common, "WrongAmount", "WrongCurrency", "DuplicateField", "ConflictingField", "UnknownState", "ForeignResult",
                "SuccessWithoutState", "NotFoundWithState", "ErrorWithState", "PrintedSample", "UnclosedNode", "DeclarationTypo",
                "NoDeclaration", "BlankValues", "OmittedEmpties", "FlatLayout", "RawAmpersand", "RawLessThan", "DoubleEscaped", "CData",
                "DeepNesting", "EntityBomb", "ExternalEntity",
            ],
            Names(cards));
        Assert.Equal(
            [
                .. common, "DuplicateField", "ConflictingField", "UnknownState", "ForeignResult", "SuccessWithoutState",
                "NotFoundWithState", "ErrorWithState", "PrettyLineBreaks", "BareAmpersand", "LongRand", "TwoRands", "BadEscapes",
                "NonAsciiMessage", "LongMessage",
            ],
            Names(ppro));
        Assert.Equal(
            [
                .. common, "WrongAmount", "WrongCurrency", "DuplicateField", "ConflictingField", "UnknownState", "SuccessWithoutState",
                "ErrorWithState", "NoDeclaration", "BlankValues", "OmittedEmpties", "DeepNesting", "EntityBomb", "ExternalEntity",
                "ErrorDocument", "NoCallback", "CallbackTwice", "ContradictingCallback", "ForeignMerchant", "UnrequestedTransactions",
                "TransactionError", "FormPrefix", "EmptyFields", "NoFields", "DashFields",
            ],
            Names(desjardins));

        static string[] Names(GatewaySimulator gateway) => [.. gateway.SupportedFaults.Select(kind => kind.ToString())];
    }

    [Fact]
    public async Task Plans_accept_exactly_the_faults_of_their_gateway_or_step()
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        await using var ppro = await PproSimulator.StartAsync(cancellationToken: Ct);
        await using var desjardins = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);

        Assert.Equal(cards.SupportedFaults, Accepted(cards.Faults));
        Assert.Equal(ppro.SupportedFaults, Accepted(ppro.Faults));
        string[] answers = [.. Everywhere, "LeadingNewline", "WrongId", "NoId", "ErrorDocument"];
        Assert.Equal(answers, Accepted(desjardins.Faults).Select(kind => kind.ToString()));
        Assert.Equal(answers, Accepted(desjardins.LoginFaults).Select(kind => kind.ToString()));
        Assert.Equal(answers, Accepted(desjardins.StatusFaults).Select(kind => kind.ToString()));
        string[] notInStep4 = ["ResetBeforeAnswer", "EndlessBody", "SlowDrip", "Status", "TooManyRequests", "ErrorDocument"];
        Assert.Equal(
            desjardins.SupportedFaults.Where(kind => !notInStep4.Contains(kind.ToString())), Accepted(desjardins.CallbackFaults));
        Assert.Equal(Enum.GetValues<SimulatedFaultKind>()[1..], Accepted(new FaultPlan()));

        static List<SimulatedFaultKind> Accepted(FaultPlan plan)
        {
            var kinds = new List<SimulatedFaultKind>();
            foreach (var kind in Enum.GetValues<SimulatedFaultKind>()[1..])
            {
                try
                {
                    plan.Next(SimulatedFault.Create(kind));
                    kinds.Add(kind);
                }
                catch (ArgumentException)
                {
                    // Not a fault of this plan.
                }
            }

            Assert.Equal(kinds.Count, plan.Queued);
            return kinds;
        }
    }

    [Fact]
    public async Task Plan_with_a_fault_of_another_gateway_is_not_attached()
    {
        await using var ppro = await PproSimulator.StartAsync(cancellationToken: Ct);
        var plan = ppro.Faults;

        Assert.Throws<ArgumentException>(() => ppro.Faults = new FaultPlan().Always(SimulatedFault.WrongAmount));
        Assert.Throws<ArgumentException>(() => ppro.Faults = new FaultPlan().Next(SimulatedFault.WrongAmount));
        Assert.Throws<ArgumentException>(() => ppro.Faults = FaultPlan.Random(1, 1, SimulatedFault.WrongAmount));
        Assert.Same(plan, ppro.Faults);
        var next = new FaultPlan();
        ppro.Faults = next;
        Assert.Same(next, ppro.Faults);
        Assert.Throws<ArgumentException>(() => next.Next(SimulatedFault.Status(500), SimulatedFault.WrongAmount));
        Assert.Equal(0, next.Queued);
    }
}
