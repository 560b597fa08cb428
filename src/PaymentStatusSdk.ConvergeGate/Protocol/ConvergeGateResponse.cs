using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>Reads the answer to command 709 by the decision table. See <c>PROTOCOL.md</c>, section Decision table.</summary>
internal static class ConvergeGateResponse
{
    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="charset">The charset of the HTTP content type; null when there is none.</param>
    /// <param name="request">The request that was sent.</param>
    /// <param name="query">The query that is answered; null when it is not known.</param>
    /// <exception cref="TransactionStatusException">
    /// The answer is unreadable or contradictory (InvalidResponse), or the gateway rejected the query (Rejected).
    /// </exception>
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
                    : throw ProtocolErrors.Invalid("The answer has the result SUCCESS but has no state.");
            case "NOTFOUND":
                return fields.DescribesTransaction || NamesTransaction(fields, query)
                    ? throw ProtocolErrors.Invalid("The answer has the result NOTFOUND but describes a transaction.")
                    : ToParsedStatus(LookupOutcome.NotFound, default, fields, request, ref anomalies);
            case "ERROR":
                throw hasState ? ProtocolErrors.Invalid("The answer has the result ERROR but also a state.") : Rejected(fields);
            case null:
                throw ProtocolErrors.Invalid("The answer has no result.");
            default:
                throw ProtocolErrors.Invalid("The answer's result is none of SUCCESS, NOTFOUND and ERROR.");
        }
    }

    // The request has one reference, which the answer may repeat. The gateway knows the other one only of a transaction that exists.
    private static bool NamesTransaction(in ConvergeGateFields fields, TransactionQuery? query) => query switch
    {
        null => fields is { GatewayReference: not null, MerchantReference: not null },
        { GatewayReference: null } => fields.GatewayReference is not null,
        _ => fields.MerchantReference is not null,
    };

    private static ParsedStatus Answered(in ConvergeGateFields fields, ConvergeGateRequest request, ref AnomalyList anomalies)
    {
        var shownState = request.Redactor.Redact(fields.State)!;
        var meaning = ConvergeGateStatusMap.Read(fields.State!, shownState, fields.ErrorCode, ref anomalies);
        return ToParsedStatus(LookupOutcome.Answered, meaning, fields, request, ref anomalies);
    }

    private static ParsedStatus ToParsedStatus(
        LookupOutcome outcome, StateMeaning meaning, in ConvergeGateFields fields, ConvergeGateRequest request,
        ref AnomalyList anomalies) => new()
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
                Message = request.Redactor.Redact(fields.ErrorMessage ?? fields.Description),
                Fields = Allowed(fields, request.Redactor),
                SensitiveFields = fields.Sensitive(),
                UnknownFieldCount = fields.Unknown,
            },
            Anomalies = anomalies.ToList(),
        };

    private static GatewayFields Allowed(in ConvergeGateFields fields, SecretRedactor redactor)
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
            if (redactor.Redact(value) is { } shown) kept[count++] = new(name, shown);
        }

        return new GatewayFields(kept[..count]);
    }

    // PROTOCOL.md, section Refusals: an ERROR without a state concerns the query. A wrong user, password or checksum gets the same answer.
    private static TransactionStatusException Rejected(in ConvergeGateFields fields)
    {
        var code = ConvergeGateStatusMap.IsCode(fields.ErrorCode) ? fields.ErrorCode : null;
        return new TransactionStatusException(
            TransactionStatusErrorKind.Rejected,
            $"The gateway rejected the query (result ERROR, errorcode {code ?? "-"}). If every query fails like this, check ApiUser, "
            + "ApiPassword and ApiKey.")
        {
            GatewayCode = code,
            IsTransient = ConvergeGateStatusMap.IsTransient(code),
        };
    }
}
