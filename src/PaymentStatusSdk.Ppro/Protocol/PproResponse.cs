using System.Text.RegularExpressions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Ppro.Protocol;

/// <summary>Reads the answer to a status call by the decision table. See <c>PROTOCOL.md</c>, section Decision table.</summary>
internal static partial class PproResponse
{
    /// <summary>The value of TXID when there is no transaction.</summary>
    public const string NoTransaction = "0";

    private const int MaxCodeLength = 40;

    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="query">The query that is answered.</param>
    /// <param name="request">The request that was sent.</param>
    /// <exception cref="TransactionStatusException">The answer is unreadable or contradictory (InvalidResponse), the gateway rejected the
    /// credentials (Authentication), or the call failed (Rejected).</exception>
    public static ParsedStatus Read(ReadOnlySpan<byte> body, TransactionQuery query, PproRequest request)
    {
        var fields = PproFields.Read(body);
        var anomalies = default(AnomalyList);
        NoteDefects(body, fields, ref anomalies);
        NoteContradiction(fields, ref anomalies);
        // REQUESTSTATUS decides first: when it is FAILED, STATUS is FAILED too and does not describe the payment.
        return fields.RequestStatus switch
        {
            "SUCCEEDED" => Found(fields, query, request, ref anomalies),
            "FAILED" => CallFailed(fields, query, request, ref anomalies),
            null => throw ProtocolErrors.Invalid("The answer has no REQUESTSTATUS."),
            _ => throw ProtocolErrors.Invalid("The answer's REQUESTSTATUS is neither SUCCEEDED nor FAILED."),
        };
    }

    private static ParsedStatus Found(in PproFields fields, TransactionQuery query, PproRequest request, ref AnomalyList anomalies)
    {
        if (fields.TxId == NoTransaction)
        {
            anomalies.Add(
                StatusAnomalyKind.ContradictoryFields, "TXID is 0, which means no transaction, although REQUESTSTATUS is SUCCEEDED.");
            return ToParsedStatus(LookupOutcome.Mismatch, fields, request, anomalies);
        }

        if (fields.TxId is null && query.GatewayReference is null)
        {
            anomalies.Add(StatusAnomalyKind.MissingReference, "The answer has no TXID.");
            return ToParsedStatus(LookupOutcome.Mismatch, fields, request, anomalies);
        }

        if (fields.Status is not { } status) throw ProtocolErrors.Invalid("The answer has no STATUS.");
        var meaning = PproStatusMap.Read(status, fields, request.Redactor, ref anomalies);
        var funds = PproStatusMap.Funds(meaning, fields.FundsStatus, request.Redactor, ref anomalies);
        return ToParsedStatus(LookupOutcome.Answered, fields, request, anomalies) with
        {
            State = meaning.State,
            Finality = meaning.Finality,
            Reason = meaning.Reason,
            Funds = funds,
        };
    }

    private static ParsedStatus CallFailed(
        in PproFields fields, TransactionQuery query, PproRequest request, ref AnomalyList anomalies) =>
        fields.RequestFailReason switch
        {
            "TX_NOT_FOUND" when fields.DescribesTransaction || NamesTransaction(fields, query) =>
                throw ProtocolErrors.Invalid("The answer has the reason TX_NOT_FOUND but describes a transaction."),
            "TX_NOT_FOUND" => ToParsedStatus(LookupOutcome.NotFound, fields, request, anomalies),
            "TX_NOT_UNIQUE" => ToParsedStatus(LookupOutcome.Ambiguous, fields, request, anomalies),
            "AUTH_ERROR" => throw new TransactionStatusException(
                TransactionStatusErrorKind.Authentication,
                "PPRO rejected the credentials (AUTH_ERROR). Check Login, Password and ContractId, and that the client certificate was "
                + "issued for them.")
            {
                GatewayCode = "AUTH_ERROR",
            },
            var reason => throw Rejected(request.Redactor.Redact(reason)),
        };

    // The request has one reference, which the answer may repeat. PPRO knows the other one only of a transaction that exists.
    private static bool NamesTransaction(in PproFields fields, TransactionQuery query) =>
        query.GatewayReference is null ? fields.TxId is not (null or NoTransaction) : fields.MerchantTxId is not null;

    // All other reasons may be temporary: PPRO's own failures, and values that are not documented for these calls.
    private static TransactionStatusException Rejected(string? reason)
    {
        // The mask of a secret or of a card number is not a code.
        var code = reason is not null && CardNumberRedactor.Redact(reason) is var shown && IsCode(shown) ? shown : null;
        return new TransactionStatusException(
            TransactionStatusErrorKind.Rejected,
            $"PPRO could not answer the query (REQUESTFAILREASON {code ?? "-"}). The payment's state is unknown: query again after at "
            + "least ten seconds.")
        {
            GatewayCode = code,
            IsTransient = true,
        };
    }

    private static ParsedStatus ToParsedStatus(LookupOutcome outcome, in PproFields fields, PproRequest request, in AnomalyList anomalies)
    {
        var hasFailed = fields.RequestStatus == "FAILED";
        return new ParsedStatus
        {
            Outcome = outcome,
            GatewayReference = fields.TxId == NoTransaction ? null : fields.TxId,
            MerchantReference = fields.MerchantTxId,
            Answer = new GatewayAnswer
            {
                // When the call failed, STATUS could be mistaken for the state of a failed payment.
                State = hasFailed ? null : request.Redactor.Redact(fields.Status),
                Code = request.Redactor.Redact(hasFailed ? fields.RequestFailReason : fields.Status == "FAILED" ? fields.FailReason : null),
                Message = Clean(fields, request),
                Fields = Allowed(fields, hasFailed, request.Redactor),
                SensitiveFields = fields.Sensitive(),
                UnknownFieldCount = fields.Unknown,
            },
            Anomalies = anomalies.ToList(),
        };
    }

    private static GatewayFields Allowed(in PproFields fields, bool hasFailed, SecretRedactor redactor)
    {
        Span<(string Name, string? Value)> all =
        [
            ("REQUESTSTATUS", fields.RequestStatus), ("REQUESTFAILREASON", hasFailed ? fields.RequestFailReason : null),
            ("TXID", fields.TxId), ("MERCHANTTXID", fields.MerchantTxId), ("FUNDSSTATUS", fields.FundsStatus),
            ("CHANNEL", fields.Channel), ("TAG", fields.Tag),
        ];
        Span<KeyValuePair<string, string>> kept = [default, default, default, default, default, default, default];
        var count = 0;
        foreach (var (name, value) in all)
        {
            if (redactor.Redact(value) is { } shown) kept[count++] = new(name, shown);
        }

        return new GatewayFields(kept[..count]);
    }

    // PROTOCOL.md, section Encoding: defects in the answer are tolerated and noted as anomalies.
    private static void NoteDefects(ReadOnlySpan<byte> body, in PproFields fields, ref AnomalyList anomalies)
    {
        if (FormReader.HasFrame(body))
            anomalies.Add(
                StatusAnomalyKind.RepairedMarkup, "The answer has a leading byte order mark or trailing NULs; they were skipped.");
        if (body.Trim(" \t\r\n"u8).ContainsAny((byte)'\r', (byte)'\n'))
            anomalies.Add(StatusAnomalyKind.RepairedMarkup, "The answer has line breaks; they were ignored.");
        if (fields.BareTokens > 0)
            anomalies.Add(
                StatusAnomalyKind.RepairedMarkup, "The answer has a name without a value, as after an unescaped '&'; it was ignored.");
        if (body.IndexOf("&&"u8) >= 0) anomalies.Add(StatusAnomalyKind.RepairedMarkup, "The answer has an empty field; it was ignored.");
        if (fields.HasUndecodable)
            anomalies.Add(
                StatusAnomalyKind.RepairedMarkup, "A text of the answer cannot be decoded; its raw form is in the sensitive fields.");
    }

    // PROTOCOL.md, section Decision table: REQUESTSTATUS decides. Such an answer is read only with TX_NOT_UNIQUE.
    private static void NoteContradiction(in PproFields fields, ref AnomalyList anomalies)
    {
        if (fields.RequestStatus == "FAILED" && fields.Status is not (null or "FAILED"))
            anomalies.Add(
                StatusAnomalyKind.ContradictoryFields,
                "REQUESTSTATUS is FAILED but STATUS is not: query again before acting on the result.");
    }

    private static string? Clean(in PproFields fields, PproRequest request)
    {
        if (fields.Message is not { } message) return null;
        message = request.Redactor.Redact(message)!;
        if (fields.RedirectSecret is { } secret) message = new SecretRedactor(secret).Redact(message)!;
        return RedirectKeys().Replace(message, "$1=***");
    }

    private static bool IsCode(string? text) =>
        text is { Length: <= MaxCodeLength }
        && text.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_');

    // The secret parameters of a redirect address.
    [GeneratedRegex("\\b(rs|cs)=[^&\\s]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RedirectKeys();
}
