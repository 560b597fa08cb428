using System.Globalization;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Converts the gateway's answer about one transaction to a parsed status. See <c>PROTOCOL.md</c>, section States.</summary>
internal static class DesjardinsResponse
{
    /// <summary>Reads an answer.</summary>
    /// <param name="result">The answer, possibly a partial one.</param>
    /// <param name="isContested">Whether the same exchange received another answer that contradicts it.</param>
    /// <param name="request">The request that was sent.</param>
    /// <param name="askedAt">When the query was sent.</param>
    public static DesjardinsParsedStatus Read(DesjardinsResult result, bool isContested, DesjardinsRequest request, DateTimeOffset askedAt)
    {
        var anomalies = default(AnomalyList);
        foreach (var repair in result.Repairs ?? []) anomalies.Add(StatusAnomalyKind.RepairedMarkup, repair);
        var (kind, outcome, meaning) = Decide(result, isContested, request.Options, ref anomalies);
        var shown = result.Error?.Message ?? result[DesjardinsFields.ReceiptText];
        return new DesjardinsParsedStatus
        {
            Kind = kind,
            AskedAt = askedAt,
            Outcome = outcome,
            State = meaning.State,
            Finality = meaning.Finality,
            Reason = meaning.Reason,
            Funds = meaning.State == PaymentState.Unknown ? FundsState.Unknown : FundsState.NotReported,
            MerchantReference = result.Id,
            Amount = AmountOf(result),
            Answer = new GatewayAnswer
            {
                State = request.Redactor.Redact(result.Approved),
                Code = request.Redactor.Redact(result.Error?.Code ?? result[DesjardinsFields.ConditionCode]),
                Message = request.Redactor.Redact(shown),
                Fields = Allowed(result, request.Redactor),
                UnknownFieldCount = result.UnknownFields,
            },
            Anomalies = anomalies.ToList(),
        };
    }

    /// <summary>Creates the parsed status of a transaction that the answer does not name.</summary>
    public static DesjardinsParsedStatus Missing(string id, DateTimeOffset askedAt) => new()
    {
        Kind = DesjardinsAnswerKind.Missing,
        AskedAt = askedAt,
        Outcome = LookupOutcome.NotFound,
        // The core compares it with the query: that another transaction is missing must not complete this query.
        MerchantReference = id,
    };

    private static (DesjardinsAnswerKind Kind, LookupOutcome Outcome, StateMeaning Meaning) Decide(
        DesjardinsResult result, bool isContested, DesjardinsOptions options, ref AnomalyList anomalies)
    {
        var unreadable = new StateMeaning(PaymentState.Unknown, Finality.Unknown, FailureReason.Unknown);
        if (isContested || result.IsContradictory || (result.Error is not null && result.Approved is not null))
        {
            anomalies.Add(
                StatusAnomalyKind.ContradictoryFields, "The gateway sent contradictory answers about this transaction in one exchange.");
            return (DesjardinsAnswerKind.ErrorOrContradiction, LookupOutcome.Answered, unreadable);
        }

        if (result.Error is { } error)
        {
            var isMissing = error.Code is { } code && options.NotFoundCodes.Contains(code);
            if (isMissing && !result.HasDetails) return (DesjardinsAnswerKind.Missing, LookupOutcome.NotFound, default);
            if (isMissing)
                anomalies.Add(
                    StatusAnomalyKind.ContradictoryFields, "The error states that the transaction is not found, but it is described.");
            return (DesjardinsAnswerKind.ErrorOrContradiction, LookupOutcome.Answered, unreadable);
        }

        switch (result.Approved?.ToUpperInvariant())
        {
            case "YES":
                NoteContradictoryApproval(result, ref anomalies);
                return (DesjardinsAnswerKind.Approved, LookupOutcome.Answered, unreadable);
            case "NO":
                return (DesjardinsAnswerKind.Refused, LookupOutcome.Answered,
                    DesjardinsStatusMap.ReadRefusal(result, options, ref anomalies));
            case not null:
                anomalies.Add(StatusAnomalyKind.UnrecognizedValue, "approved has a value that is neither 'yes' nor 'no'.");
                break;
        }

        return (DesjardinsAnswerKind.Unknown, LookupOutcome.Answered, unreadable);
    }

    // The approval is kept; the anomaly asks for a manual review.
    private static void NoteContradictoryApproval(DesjardinsResult result, ref AnomalyList anomalies)
    {
        if (result[DesjardinsFields.IsoCode] is { } iso && !DesjardinsStatusMap.IsApproval(iso))
            anomalies.Add(StatusAnomalyKind.ContradictoryFields, "approved is 'yes' but iso_code is not that of an approval.");
        if (result.HasEmptyReceipt) anomalies.Add(StatusAnomalyKind.ContradictoryFields, "approved is 'yes' but the receipt is empty.");
    }

    // PROTOCOL.md, section Result: the amount is a whole number of cents.
    private static ReportedAmount AmountOf(DesjardinsResult result)
    {
        var currency = result.Currency is { } code && Money.IsCurrencyCode(code) ? code : null;
        decimal? value = null;
        var text = result[DesjardinsFields.Amount];
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cents))
            value = Money.FromMinorUnits(cents, currency ?? "CAD").Amount;
        return new ReportedAmount(
            value, currency, (text is not null && value is null) || (result.Currency is not null && currency is null));
    }

    private static GatewayFields Allowed(DesjardinsResult result, SecretRedactor redactor)
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (result.Currency is { } currency) fields.Add(new("currency", redactor.Redact(currency)!));
        for (var i = 0; i < DesjardinsFields.Names.Length; i++)
        {
            if (result[i] is { } value) fields.Add(new(DesjardinsFields.Names[i], redactor.Redact(value)!));
        }

        return new GatewayFields([.. fields]);
    }
}
