using PaymentStatusSdk.Simulators.Faults;
using static PaymentStatusSdk.Conformance.Tests.FaultCase;

namespace PaymentStatusSdk.Conformance.Tests.Desjardins;

/// <summary>PROTOCOL.md, login, errors and step 4: defects of login, request and step 4, and the expected result.</summary>
internal static class DesjardinsFaults
{
    private const string NotHere = "Answers have nothing that could go wrong so.";

    private static readonly TimeSpan CallbackTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public static IReadOnlyDictionary<SimulatedFaultKind, string> Excluded { get; } = new Dictionary<SimulatedFaultKind, string>
    {
        [SimulatedFaultKind.Delay] = "Moved by the clock: TimeoutTests, CancellationTests.",
        [SimulatedFaultKind.SlowDrip] = "Moved by the clock: HostileBodyTests, CancellationTests.",
        [SimulatedFaultKind.ContradictingCallback] =
            "Unknown or the first answer, by who is faster: the adapter's own tests put them in order.",
        [SimulatedFaultKind.ForeignResult] = NotHere,
        [SimulatedFaultKind.NotFoundWithState] = NotHere,
        [SimulatedFaultKind.PrintedSample] = NotHere,
        [SimulatedFaultKind.UnclosedNode] = NotHere,
        [SimulatedFaultKind.DeclarationTypo] = NotHere,
        [SimulatedFaultKind.FlatLayout] = NotHere,
        [SimulatedFaultKind.RawAmpersand] = NotHere,
        [SimulatedFaultKind.RawLessThan] = NotHere,
        [SimulatedFaultKind.DoubleEscaped] = NotHere,
        [SimulatedFaultKind.CData] = NotHere,
        [SimulatedFaultKind.PrettyLineBreaks] = NotHere,
        [SimulatedFaultKind.BareAmpersand] = NotHere,
        [SimulatedFaultKind.LongRand] = NotHere,
        [SimulatedFaultKind.TwoRands] = NotHere,
        [SimulatedFaultKind.BadEscapes] = NotHere,
        [SimulatedFaultKind.NonAsciiMessage] = NotHere,
        [SimulatedFaultKind.LongMessage] = NotHere,
    };

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        .. CommonFaults.All,
        Invalid(SimulatedFault.TruncatedBody),
        Invalid(SimulatedFault.WrongId),
        Invalid(SimulatedFault.NoId),
        Fails(SimulatedDipsFault.ErrorDocument("WX03"), TransactionStatusErrorKind.Rejected),
        Fails(SimulatedDipsFault.ErrorDocument("W999"), TransactionStatusErrorKind.Rejected),
        .. Request(
            SimulatedFault.ResetBeforeAnswer, SimulatedFault.HtmlPage, SimulatedFault.EndlessBody, SimulatedFault.Status(500),
            SimulatedFault.Body("OK", "text/plain"), SimulatedFault.HugeBody(1L << 30)),
        Fails(SimulatedDipsFault.ErrorDocument("W999"), TransactionStatusErrorKind.Rejected) with { Name = "3: W999", Step = 3 },

        // No believable message arrived. A message that the host or the network truncated never reached the handler.
        .. Unheard(
            SimulatedDipsFault.NoCallback, SimulatedFault.ResetHalfway, SimulatedFault.HugeBody(1L << 30),
            SimulatedConvergeGateFault.DeepNesting()),

        // The message cannot be used: the query fails immediately.
        .. Refused(
            SimulatedDipsFault.ForeignMerchant, SimulatedFault.WrongId, SimulatedFault.TruncatedBody, SimulatedFault.EmptyBody,
            SimulatedFault.HtmlPage,
            SimulatedFault.Body("<request><merchant/></request>"), SimulatedFault.WrongCharset("utf-16"),
            SimulatedConvergeGateFault.EntityBomb, SimulatedConvergeGateFault.ExternalEntity, SimulatedConvergeGateFault.DeepNesting(1_000),
            SimulatedFault.NoId),

        // The message is incomplete.
        Callback(Unknown(SimulatedFault.SuccessWithoutState, LookupOutcome.Answered)) with { Wait = Grace },

        // Values that decide nothing.
        Callback(Unknown(SimulatedFault.UnknownState(), LookupOutcome.Answered, StatusAnomalyKind.UnrecognizedValue)),
        Callback(Unknown(SimulatedDipsFault.TransactionError(), LookupOutcome.Answered)),
        Callback(Unknown(SimulatedFault.ErrorWithState, LookupOutcome.Answered, StatusAnomalyKind.ContradictoryFields)),
        Callback(Unknown(SimulatedFault.ConflictingField(), LookupOutcome.Answered, StatusAnomalyKind.ContradictoryFields)),

        // An answer with an anomaly.
        .. Answers(
            SimulatedFault.LeadingNewline, SimulatedDipsFault.FormPrefix, SimulatedFault.ByteOrderMark,
            SimulatedConvergeGateFault.NoDeclaration,
            SimulatedFault.WrongCharset("iso-8859-1"), SimulatedFault.WrongAmount, SimulatedFault.WrongCurrency,
            SimulatedFault.DuplicateField(),
            SimulatedConvergeGateFault.OmittedEmpties, SimulatedConvergeGateFault.BlankValues, SimulatedDipsFault.CallbackTwice,
            SimulatedDipsFault.UnrequestedTransactions,
            SimulatedDipsFault.NoFields),
        Callback(Reads(SimulatedFault.InvalidUtf8, StatusAnomalyKind.RepairedMarkup)),
        Callback(Reads(SimulatedDipsFault.EmptyFields, StatusAnomalyKind.ContradictoryFields)),
        Callback(Reads(SimulatedDipsFault.DashFields, StatusAnomalyKind.ContradictoryFields)),
    ];

    private static FaultCase Callback(FaultCase fault) => fault with { Name = $"4: {fault.Name}", Step = 4 };

    // The request may have been accepted: step 4 decides.
    private static IEnumerable<FaultCase> Request(params SimulatedFault[] faults) =>
        faults.Select(fault => Reads(fault) with { Name = $"3: {fault}", Step = 3 });

    private static IEnumerable<FaultCase> Answers(params SimulatedFault[] faults) => faults.Select(fault => Callback(Reads(fault)));

    private static IEnumerable<FaultCase> Unheard(params SimulatedFault[] faults) => faults.Select((fault, i) =>
        Fails(fault, TransactionStatusErrorKind.CallbackTimeout) with
        {
            Name = $"4: {fault}, unheard {i}",
            Step = 4,
            Wait = CallbackTimeout,
        });

    private static IEnumerable<FaultCase> Refused(params SimulatedFault[] faults) =>
        faults.Select((fault, i) => Invalid(fault, $"4: {fault}, refused {i}") with { Step = 4 });
}
