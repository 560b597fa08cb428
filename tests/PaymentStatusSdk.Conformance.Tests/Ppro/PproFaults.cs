using PaymentStatusSdk.Simulators.Faults;
using static PaymentStatusSdk.Conformance.Tests.FaultCase;

namespace PaymentStatusSdk.Conformance.Tests.Ppro;

/// <summary>PROTOCOL.md, encoding, fields and decision table: defects of an answer and the expected result.</summary>
internal static class PproFaults
{
    private const string XmlOnly = "XML only.";
    private const string PageOnly = "A defect of the 709 page.";

    public static IReadOnlyDictionary<SimulatedFaultKind, string> Excluded { get; } =
        new Dictionary<SimulatedFaultKind, string>(CommonFaults.OfCallbacks)
        {
            [SimulatedFaultKind.Delay] = "Moved by the clock: TimeoutTests, CancellationTests.",
            [SimulatedFaultKind.SlowDrip] = "Moved by the clock: HostileBodyTests, CancellationTests.",
            [SimulatedFaultKind.WrongAmount] = "Answers carry no amount.",
            [SimulatedFaultKind.WrongCurrency] = "Answers carry no currency.",
            [SimulatedFaultKind.PrintedSample] = PageOnly,
            [SimulatedFaultKind.UnclosedNode] = PageOnly,
            [SimulatedFaultKind.DeclarationTypo] = PageOnly,
            [SimulatedFaultKind.NoDeclaration] = XmlOnly,
            [SimulatedFaultKind.BlankValues] = PageOnly,
            [SimulatedFaultKind.OmittedEmpties] = XmlOnly,
            [SimulatedFaultKind.FlatLayout] = XmlOnly,
            [SimulatedFaultKind.RawAmpersand] = XmlOnly,
            [SimulatedFaultKind.RawLessThan] = XmlOnly,
            [SimulatedFaultKind.DoubleEscaped] = XmlOnly,
            [SimulatedFaultKind.CData] = XmlOnly,
            [SimulatedFaultKind.DeepNesting] = XmlOnly,
            [SimulatedFaultKind.EntityBomb] = XmlOnly,
            [SimulatedFaultKind.ExternalEntity] = XmlOnly,
        };

    public static IReadOnlyList<FaultCase> All(string id, string merchantReference) =>
    [
        .. CommonFaults.All,
        // 206 is an HTTP success with a partial answer.
        .. new[] { 201, 202, 206 }.Select(status => Invalid(SimulatedFault.Status(status), $"HTTP {status}")),
        // Half of a form is a valid form: its fields are true, and the others are missing.
        Reads(SimulatedFault.TruncatedBody) with { IsFundsLost = true },
        Reads(SimulatedFault.WrongCharset("iso-8859-1"), StatusAnomalyKind.RepairedMarkup),
        Invalid(SimulatedFault.WrongCharset("utf-16"), "WrongCharset utf-16"),
        Invalid(SimulatedFault.WrongCharset("utf-16BE"), "WrongCharset utf-16BE"),
        Invalid(SimulatedFault.WrongCharset("utf-32"), "WrongCharset utf-32"),
        Reads(SimulatedFault.InvalidUtf8, StatusAnomalyKind.RepairedMarkup),
        // The mark is a part of the first name, REQUESTSTATUS, which is missing then (section 3.2).
        Reads(SimulatedFault.ByteOrderMark, StatusAnomalyKind.RepairedMarkup),
        Reads(SimulatedFault.LeadingNewline),
        Unknown(SimulatedFault.WrongId, LookupOutcome.Mismatch),
        Unknown(SimulatedFault.NoId, LookupOutcome.Answered, StatusAnomalyKind.MissingReference),
        .. Twice(SimulatedFault.DuplicateField, fault => Reads(fault), "REQUESTSTATUS", "STATUS", "TXID", "MERCHANTTXID", "FUNDSSTATUS"),
        .. Twice(
            SimulatedFault.ConflictingField, fault => Invalid(fault), "REQUESTSTATUS", "STATUS", "TXID", "MERCHANTTXID", "FUNDSSTATUS"),
        Unknown(SimulatedFault.UnknownState(), LookupOutcome.Answered, StatusAnomalyKind.UnrecognizedValue),
        .. new[] { "PENDING", "SUCCESS", "OK", "succeeded", "UNHEARD_OF" }.Select(value => Invalid(SimulatedFault.ForeignResult(value))),
        Invalid(SimulatedFault.SuccessWithoutState),
        Invalid(SimulatedFault.NotFoundWithState),
        Fails(SimulatedFault.ErrorWithState, TransactionStatusErrorKind.Rejected) with { IsTransient = true },
        Reads(SimulatedPproFault.PrettyLineBreaks, StatusAnomalyKind.RepairedMarkup),
        Reads(SimulatedPproFault.BareAmpersand, StatusAnomalyKind.RepairedMarkup),
        Reads(SimulatedPproFault.LongRand),
        Reads(SimulatedPproFault.TwoRands),
        Reads(SimulatedPproFault.BadEscapes, StatusAnomalyKind.RepairedMarkup),
        Reads(SimulatedPproFault.NonAsciiMessage),
        Reads(SimulatedPproFault.LongMessage),
        .. Bodies(id, merchantReference),
    ];

    private static IEnumerable<FaultCase> Bodies(string id, string merchantReference)
    {
        const string Refused = "REQUESTSTATUS=FAILED&STATUS=FAILED&TXID=0";
        var right = $"REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID={id}&MERCHANTTXID={merchantReference}&FUNDSSTATUS=RECEIVED";
        yield return Unknown(SimulatedFault.Body($"{Refused}&REQUESTFAILREASON=TX_NOT_FOUND"), LookupOutcome.NotFound)
            .Called("TX_NOT_FOUND");
        yield return Unknown(
            SimulatedFault.Body("REQUESTSTATUS=FAILED&STATUS=FAILED&TXID=99999999999&REQUESTFAILREASON=TX_NOT_FOUND"),
            LookupOutcome.Mismatch).Called("TX_NOT_FOUND for another transaction");
        yield return Unknown(SimulatedFault.Body($"{Refused}&REQUESTFAILREASON=TX_NOT_UNIQUE"), LookupOutcome.Ambiguous)
            .Called("TX_NOT_UNIQUE");
        yield return Fails(
            SimulatedFault.Body($"{Refused}&REQUESTFAILREASON=AUTH_ERROR"), TransactionStatusErrorKind.Authentication, "AUTH_ERROR");
        foreach (var reason in new[] { "SYSTEM_ERROR", "UNKNOWN", "REFUND_NOT_FOUND", "REFUND_NOT_UNIQUE", "NEW_REASON", "" })
        {
            yield return Fails(
                SimulatedFault.Body($"{Refused}&REQUESTFAILREASON={reason}"), TransactionStatusErrorKind.Rejected, $"refused, '{reason}'")
                with
            { IsTransient = true };
        }

        yield return Unknown(
            SimulatedFault.Body($"REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=0&MERCHANTTXID={merchantReference}&FUNDSSTATUS=RECEIVED"),
            LookupOutcome.Mismatch,
            StatusAnomalyKind.ContradictoryFields).Called("SUCCEEDED with TXID 0");
        yield return Invalid(
            SimulatedFault.Body(right.Replace("REQUESTSTATUS=SUCCEEDED&", "", StringComparison.Ordinal)), "no REQUESTSTATUS");
        yield return Invalid(SimulatedFault.Body(right + "&STATUS="), "STATUS twice, once empty");
        var undecodable = right.Replace("STATUS=SUCCEEDED&TXID", "STATUS=SUCC%zz&TXID", StringComparison.Ordinal);
        yield return Invalid(SimulatedFault.Body(undecodable), "STATUS that cannot be decoded");
        yield return Reads(SimulatedFault.Body(right + "&NEW=SUCCEEDED&STATUS2=FAILED&FAILREASON=TIMEOUT&REQUESTFAILREASON=AUTH_ERROR"))
            .Called("fields that are new, or of no account");
        yield return Reads(SimulatedFault.Body(right + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"&N{i}=x"))))
            .Called("many fields");
        yield return Reads(SimulatedFault.Body(new string('&', 200_000) + right), StatusAnomalyKind.RepairedMarkup)
            .Called("many empty fields");
    }

    private static IEnumerable<FaultCase> Twice(
        Func<string?, SimulatedFault> fault, Func<SimulatedFault, FaultCase> end, params string[] fields) =>
        fields.Select(field => end(fault(field)));
}
