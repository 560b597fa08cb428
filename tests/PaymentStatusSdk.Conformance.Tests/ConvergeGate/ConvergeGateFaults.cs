using PaymentStatusSdk.Simulators.Faults;
using static PaymentStatusSdk.Conformance.Tests.FaultCase;

namespace PaymentStatusSdk.Conformance.Tests.ConvergeGate;

/// <summary>PROTOCOL.md, response, escaping and decision table: defects of an answer and the expected result.</summary>
internal static class ConvergeGateFaults
{
    public static IReadOnlyDictionary<SimulatedFaultKind, string> Excluded { get; } =
        new Dictionary<SimulatedFaultKind, string>(CommonFaults.OfCallbacks)
        {
            [SimulatedFaultKind.Delay] = "Moved by the clock: TimeoutTests, CancellationTests.",
            [SimulatedFaultKind.SlowDrip] = "Moved by the clock: HostileBodyTests, CancellationTests.",
            [SimulatedFaultKind.PrettyLineBreaks] = "Form encoding only.",
            [SimulatedFaultKind.BareAmpersand] = "Form encoding only.",
            [SimulatedFaultKind.LongRand] = "PPRO only.",
            [SimulatedFaultKind.TwoRands] = "PPRO only.",
            [SimulatedFaultKind.BadEscapes] = "Form encoding only.",
            [SimulatedFaultKind.NonAsciiMessage] = "PPRO only.",
            [SimulatedFaultKind.LongMessage] = "PPRO only.",
        };

    private static readonly string[] Deciding = ["result", "gatetransid", "merchanttransid", "amount", "curcode", "state", "errorcode"];

    public static IReadOnlyList<FaultCase> All(string id, string merchantReference) =>
    [
        .. CommonFaults.All,
        Invalid(SimulatedFault.TruncatedBody),
        Reads(SimulatedFault.WrongCharset("iso-8859-1")),
        Reads(SimulatedFault.WrongCharset("utf-16")).Called("WrongCharset utf-16"),
        Reads(SimulatedFault.WrongCharset("utf-16BE")).Called("WrongCharset utf-16BE"),
        Invalid(SimulatedFault.WrongCharset("utf-32"), "WrongCharset utf-32"),
        Reads(SimulatedFault.WrongCharset("utf-16", transcoded: false), StatusAnomalyKind.RepairedMarkup)
            .Called("WrongCharset utf-16 by label"),
        Reads(SimulatedFault.WrongCharset("us-ascii", transcoded: false), StatusAnomalyKind.RepairedMarkup)
            .Called("WrongCharset us-ascii by label"),
        Reads(SimulatedFault.InvalidUtf8, StatusAnomalyKind.RepairedMarkup),
        Reads(SimulatedFault.ByteOrderMark),
        Reads(SimulatedFault.LeadingNewline),
        Unknown(SimulatedFault.WrongId, LookupOutcome.Mismatch),
        Unknown(SimulatedFault.NoId, LookupOutcome.Answered, StatusAnomalyKind.MissingReference),
        Reads(SimulatedFault.WrongAmount),
        Reads(SimulatedFault.WrongCurrency),
        .. Twice(SimulatedFault.DuplicateField, fault => Reads(fault), Deciding),
        .. Twice(SimulatedFault.ConflictingField, fault => Invalid(fault), Deciding),
        Unknown(SimulatedFault.UnknownState(), LookupOutcome.Answered, StatusAnomalyKind.UnrecognizedValue),
        .. new[] { "PENDING", "DECLINED", "CANCELED", "OK", "AUTHORIZED", "RequestPending", "UNHEARD_OF" }
            .Select(value => Invalid(SimulatedFault.ForeignResult(value))),
        Invalid(SimulatedFault.SuccessWithoutState),
        Invalid(SimulatedFault.NotFoundWithState),
        Invalid(SimulatedFault.ErrorWithState),
        Invalid(SimulatedConvergeGateFault.PrintedSample),
        Invalid(SimulatedConvergeGateFault.UnclosedNode),
        Invalid(SimulatedConvergeGateFault.DeclarationTypo),
        Reads(SimulatedConvergeGateFault.NoDeclaration),
        Reads(SimulatedConvergeGateFault.BlankValues),
        Reads(SimulatedConvergeGateFault.OmittedEmpties),
        Invalid(SimulatedConvergeGateFault.FlatLayout),
        Reads(SimulatedConvergeGateFault.RawAmpersand, StatusAnomalyKind.RepairedMarkup),
        Invalid(SimulatedConvergeGateFault.RawLessThan),
        Reads(SimulatedConvergeGateFault.DoubleEscaped),
        Reads(SimulatedConvergeGateFault.CData),
        Invalid(SimulatedConvergeGateFault.DeepNesting()),
        Invalid(SimulatedConvergeGateFault.DeepNesting(1_000), "DeepNesting that fits in 256 KiB"),
        Invalid(SimulatedConvergeGateFault.EntityBomb),
        Invalid(SimulatedConvergeGateFault.ExternalEntity),
        .. Bodies(id, merchantReference),
    ];

    private static IEnumerable<FaultCase> Bodies(string id, string merchantReference)
    {
        const string Success = "<result>SUCCESS</result>";
        const string State = "<state>CAPTURED</state>";
        var node = $"<gatetransid>{id}</gatetransid><merchanttransid>{merchantReference}</merchanttransid>";
        yield return Unknown(Body("<result>NOTFOUND</result>"), LookupOutcome.NotFound).Called("NOTFOUND");
        yield return Unknown(Body("<result>NOTFOUND</result><transaction/>"), LookupOutcome.NotFound).Called("NOTFOUND with an empty node");
        yield return Unknown(
            Body($"<result>NOTFOUND</result><transaction><gatetransid>{id}</gatetransid></transaction>"), LookupOutcome.NotFound)
            .Called("NOTFOUND with the queried id");
        yield return Invalid(Body($"<result>NOTFOUND</result><transaction>{node}</transaction>"), "NOTFOUND with both ids");
        yield return Unknown(
            Body("<result>NOTFOUND</result><transaction><gatetransid>OTHER</gatetransid></transaction>"), LookupOutcome.Mismatch)
            .Called("NOTFOUND for another transaction");
        yield return Fails(Body("<result>ERROR</result><errorcode>998</errorcode>"), TransactionStatusErrorKind.Rejected, "ERROR");
        yield return Invalid(Body(""), "empty root");
        yield return Invalid(Body($"<result> </result><transaction>{node}{State}</transaction>"), "blank result");
        yield return Invalid(SimulatedFault.Body($"<response>{Success}<transaction>{node}{State}</transaction></response>"), "other root");
        yield return Invalid(Body($"{Success}<transaction>{node}</transaction><a>{State}</a>"), "state elsewhere");
        yield return Invalid(Body($"{Success}<transaction>{node}<deep>{State}</deep></transaction>"), "state too deep");
        yield return Reads(Body($"<new>SUCCESS</new><result>success</result><transaction>{node}{State}<new a='b'><c/></new></transaction>"))
            .Called("fields that are new");
        yield return Reads(Body($"{Success}{string.Concat(Enumerable.Repeat("<n>x</n>", 20_000))}<transaction>{node}{State}</transaction>"))
            .Called("many fields");
        // More names than the reader keeps.
        yield return Invalid(Body($"{string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<n{i}/>"))}{Success}"), "many names");
        yield return Invalid(Body($"<result>{new string('x', 200_000)}</result>"), "one long value");
    }

    private static IEnumerable<FaultCase> Twice(
        Func<string?, SimulatedFault> fault, Func<SimulatedFault, FaultCase> end, params string[] fields) =>
        fields.Select(field => end(fault(field)));

    private static SimulatedFault Body(string inside) => SimulatedFault.Body($"<transaction>{inside}</transaction>");
}
