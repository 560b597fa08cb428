using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Maps the gateway's values and codes to their meaning. See <c>PROTOCOL.md</c>, section States.</summary>
internal static class DesjardinsStatusMap
{
    private static readonly StateMeaning Unreadable = new(PaymentState.Unknown, Finality.Unknown, FailureReason.Unknown);
    private static readonly StateMeaning NotCompleted = new(PaymentState.Failed, Finality.Provisional, FailureReason.Unspecified);
    private static readonly StateMeaning DeclinedByIssuer = new(PaymentState.Declined, Finality.Final, FailureReason.RemoteDeclined);

#pragma warning disable format // aligned columns keep the table readable
    // The kind comes from the merchant's records; no answer contains it.
    private static readonly Dictionary<TransactionKind, StateMeaning> Approvals = new()
    {
        [TransactionKind.Unknown]          = new(PaymentState.Approved,   Finality.Unknown),
        [TransactionKind.Purchase]         = new(PaymentState.Captured,   Finality.Final),
        [TransactionKind.Preauthorization] = new(PaymentState.Authorized, Finality.Open),
        [TransactionKind.Completion]       = new(PaymentState.Captured,   Finality.Final),
        // Reversed, not Canceled, because a canceled cancellation would mean that it had no effect.
        [TransactionKind.Cancellation]     = new(PaymentState.Reversed,   Finality.Final),
        [TransactionKind.Refund]           = new(PaymentState.Refunded,   Finality.Final),
    };

    // The possible meanings of a condition code with approved="no".
    private static readonly Dictionary<PaymentState, StateMeaning> Refusals = new()
    {
        [PaymentState.Unknown]  = Unreadable,
        [PaymentState.Pending]  = new(PaymentState.Pending,  Finality.Open),
        [PaymentState.Declined] = DeclinedByIssuer,
        [PaymentState.Failed]   = NotCompleted,
        [PaymentState.Canceled] = new(PaymentState.Canceled, Finality.Final, FailureReason.CustomerAborted),
        [PaymentState.Expired]  = new(PaymentState.Expired,  Finality.Final, FailureReason.TimedOut),
    };
#pragma warning restore format

    /// <summary>Whether a condition code may have this meaning.</summary>
    public static bool MayExplainRefusal(PaymentState state) => Refusals.ContainsKey(state);

    /// <summary>Returns the meaning of <c>approved="no"</c> with its codes.</summary>
    public static StateMeaning ReadRefusal(DesjardinsResult result, DesjardinsOptions options, ref AnomalyList anomalies)
    {
        var iso = result[DesjardinsFields.IsoCode];
        if (IsApproval(iso))
        {
            anomalies.Add(StatusAnomalyKind.ContradictoryFields, "approved is 'no' but iso_code is that of an approval.");
            return Unreadable;
        }

        if (result[DesjardinsFields.ConditionCode] is { } condition && options.ConditionCodes.TryGetValue(condition, out var state))
            return Refusals[state];
        return IsNumber(iso) ? DeclinedByIssuer : NotCompleted;
    }

    /// <summary>Whether the text is the issuer's code for an approval.</summary>
    public static bool IsApproval(string? isoCode) => IsNumber(isoCode) && !isoCode.AsSpan().ContainsAnyExcept('0');

    /// <summary>Applies the kind and age of the transaction, which only the caller knows.</summary>
    public static ParsedStatus Complete(DesjardinsParsedStatus parsed, TransactionQuery query, TransactionKind kind)
    {
        var isYoung = query.SubmittedAt is { } submitted && parsed.AskedAt - submitted < DesjardinsDefaults.MinimumAge;
        return parsed.Kind switch
        {
            DesjardinsAnswerKind.Approved => Approve(parsed, kind),
            DesjardinsAnswerKind.Missing or DesjardinsAnswerKind.Refused when isYoung => Wait(parsed),
            // A batch transaction may not be finished yet.
            DesjardinsAnswerKind.Unknown when isYoung && IsBatch(kind) => Wait(parsed),
            _ => parsed,
        };
    }

    private static DesjardinsParsedStatus Approve(DesjardinsParsedStatus parsed, TransactionKind kind)
    {
        if (Approvals.TryGetValue(kind, out var meaning)) return With(parsed, meaning);
        return With(parsed, Approvals[TransactionKind.Unknown]) with
        {
            Anomalies =
            [
                .. parsed.Anomalies,
                new StatusAnomaly(StatusAnomalyKind.UnexpectedState, $"This gateway has no transactions of kind {kind}."),
            ],
        };
    }

    private static DesjardinsParsedStatus Wait(DesjardinsParsedStatus parsed) =>
        With(parsed, Refusals[PaymentState.Pending]) with
        {
            Outcome = LookupOutcome.Answered,
            Anomalies = [.. parsed.Anomalies, new StatusAnomaly(
                StatusAnomalyKind.TooEarly,
                "The transaction was sent less than two minutes before the query; the gateway's answer may not be valid yet.")],
        };

    // Approvals and waiting are readable states.
    private static DesjardinsParsedStatus With(DesjardinsParsedStatus parsed, in StateMeaning meaning) => parsed with
    {
        State = meaning.State,
        Finality = meaning.Finality,
        Reason = meaning.Reason,
        Funds = FundsState.NotReported,
    };

    private static bool IsBatch(TransactionKind kind) =>
        kind is TransactionKind.Completion or TransactionKind.Cancellation or TransactionKind.Refund;

    private static bool IsNumber(string? code) => !string.IsNullOrEmpty(code) && !code.AsSpan().ContainsAnyExceptInRange('0', '9');
}
