using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Reads the answer to command 709 by the decision table. <c>PROTOCOL.md, decision table</c></summary>
internal static class ConvergeGateResponse
{
    private const int LongestMessage = 256;

    /// <summary>What an answer says.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="charset">The charset of the HTTP content type; null when there is none.</param>
    /// <param name="request">Wrote the question.</param>
    /// <param name="query">What was asked; null when that is not known.</param>
    /// <exception cref="TransactionStatusException">It says nothing: unreadable or contradictory (InvalidResponse), or the query was refused
    /// (Rejected).</exception>
    public static ParsedStatus Read(ReadOnlyMemory<byte> body, string? charset, ConvergeGateRequest request, TransactionQuery? query = null)
    {
        var anomalies = default(AnomalyList);
        var fields = ConvergeGateFields.Read(body, charset, request.Options.RepairAmpersands, query, ref anomalies);
        var hasState = fields.State is not null;
        switch (fields.Result?.ToUpperInvariant())
        {
            case "SUCCESS":
                return hasState
                    ? Answered(fields, request, ref anomalies)
                    : throw ProtocolErrors.Invalid("The answer says SUCCESS and has no state.");
            case "NOTFOUND":
                return fields.DescribesTransaction
                    ? throw ProtocolErrors.Invalid("The answer says NOTFOUND and yet describes a transaction.")
                    : ToParsedStatus(LookupOutcome.NotFound, default, fields, request, ref anomalies);
            case "ERROR":
                throw hasState ? ProtocolErrors.Invalid("The answer says ERROR and yet has a state.") : Rejected(fields);
            case null:
                throw ProtocolErrors.Invalid("The answer has no result.");
            default:
                throw ProtocolErrors.Invalid("The answer's result is none of SUCCESS, NOTFOUND and ERROR.");
        }
    }

    private static ParsedStatus Answered(in ConvergeGateFields fields, ConvergeGateRequest request, ref AnomalyList anomalies)
    {
        var shownState = request.Redactor.Redact(fields.State)!;
        var meaning = ConvergeGateStatusMap.Read(fields.State!, shownState, fields.ErrorCode, ref anomalies);
        return ToParsedStatus(LookupOutcome.Answered, meaning, fields, request, ref anomalies);
    }

    private static ParsedStatus ToParsedStatus(
        LookupOutcome outcome, StateMeaning meaning, in ConvergeGateFields fields, ConvergeGateRequest request, ref AnomalyList anomalies) => new()
        {
            Outcome = outcome,
            State = meaning.State,
            Finality = meaning.Finality,
            Reason = meaning.Reason,
            Funds = meaning.State == PaymentState.Unknown ? FundsState.Unknown : FundsState.NotReported,
            GatewayReference = fields.GatewayReference,
            MerchantReference = fields.MerchantReference,
            Amount = ReportedAmount.Parse(fields.Amount, fields.Currency),
            Answer = new GatewayAnswer
            {
                State = request.Redactor.Redact(fields.State),
                Code = request.Redactor.Redact(fields.ErrorCode),
                Message = Shorten(request.Redactor.Redact(fields.ErrorMessage ?? fields.Description)),
                Fields = Allowed(fields, request.Redactor),
                SensitiveFields = fields.Sensitive(),
                UnknownFieldCount = fields.Unknown,
            },
            Anomalies = anomalies.ToList(),
        };

    private static GatewayFields Allowed(in ConvergeGateFields fields, SecretRedactor scrubber)
    {
        Span<(string Name, string? Value)> all =
        [
            ("result", fields.Result), ("gatetransid", fields.GatewayReference), ("merchanttransid", fields.MerchantReference),
            ("amount", fields.Amount), ("curcode", fields.Currency),
        ];
        Span<KeyValuePair<string, string>> kept = [default, default, default, default, default];
        var count = 0;
        foreach (var (name, value) in all)
        {
            if (scrubber.Redact(value) is { } shown) kept[count++] = new(name, shown);
        }

        return new GatewayFields(kept[..count]);
    }

    // PROTOCOL.md, refusals: an ERROR without a state is about the query; one answer for wrong user, password and checksum.
    private static TransactionStatusException Rejected(in ConvergeGateFields fields)
    {
        var code = ConvergeGateStatusMap.IsCode(fields.ErrorCode) ? fields.ErrorCode : null;
        return new TransactionStatusException(
            TransactionStatusErrorKind.Rejected,
            $"The gateway refused the query (result ERROR, errorcode {code ?? "-"}). When every query ends so, check ApiUser, ApiPassword and ApiKey.")
        {
            GatewayCode = code,
            IsTransient = ConvergeGateStatusMap.IsTransient(code),
        };
    }

    private static string? Shorten(string? text)
    {
        if (text is null || text.Length <= LongestMessage) return text;
        return text[..(char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage)];
    }
}
