using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>What the gateway's words and codes mean. <c>PROTOCOL.md, states</c></summary>
internal static class DesjardinsStatusMap
{
    private static readonly StateMeaning Undecided = new(PaymentState.Unknown, Finality.Unknown, FailureReason.Unknown);
    private static readonly StateMeaning NotCompleted = new(PaymentState.Failed, Finality.Provisional, FailureReason.Unspecified);
    private static readonly StateMeaning DeclinedByIssuer = new(PaymentState.Declined, Finality.Final, FailureReason.RemoteDeclined);

#pragma warning disable format // a table is read by its columns
    // The kind comes from the merchant's records: no answer tells it.
    private static readonly Dictionary<TransactionKind, StateMeaning> Approvals = new()
    {
        [TransactionKind.Unknown]          = new(PaymentState.Approved,   Finality.Unknown),
        [TransactionKind.Purchase]         = new(PaymentState.Captured,   Finality.Final),
        [TransactionKind.Preauthorization] = new(PaymentState.Authorized, Finality.Open),
        [TransactionKind.Completion]       = new(PaymentState.Captured,   Finality.Final),
        // Not Canceled: of a cancellation that would read as if it had come to nothing.
        [TransactionKind.Cancellation]     = new(PaymentState.Reversed,   Finality.Final),
        [TransactionKind.Refund]           = new(PaymentState.Refunded,   Finality.Final),
    };

    // What a condition code may say beside approved="no".
    private static readonly Dictionary<PaymentState, StateMeaning> Refusals = new()
    {
        [PaymentState.Unknown]  = Undecided,
        [PaymentState.Pending]  = new(PaymentState.Pending,  Finality.Open),
        [PaymentState.Declined] = DeclinedByIssuer,
        [PaymentState.Failed]   = NotCompleted,
        [PaymentState.Canceled] = new(PaymentState.Canceled, Finality.Final, FailureReason.CustomerAborted),
        [PaymentState.Expired]  = new(PaymentState.Expired,  Finality.Final, FailureReason.TimedOut),
    };
#pragma warning restore format

    /// <summary>May a condition code mean that?</summary>
    public static bool MayExplainRefusal(PaymentState state) => Refusals.ContainsKey(state);

    /// <summary>What <c>approved="no"</c> means with its codes.</summary>
    public static StateMeaning ReadRefusal(DesjardinsResult result, DesjardinsOptions options, ref AnomalyList anomalies)
    {
        var iso = result[DesjardinsFields.IsoCode];
        if (IsApproval(iso))
        {
            anomalies.Add(StatusAnomalyKind.ContradictoryFields, "approved is 'no', and yet iso_code is that of an approval.");
            return Undecided;
        }

        if (result[DesjardinsFields.ConditionCode] is { } condition && options.ConditionCodes.TryGetValue(condition, out var state))
            return Refusals[state];
        return IsNumber(iso) ? DeclinedByIssuer : NotCompleted;
    }

    /// <summary>Is this the issuer's code for yes?</summary>
    public static bool IsApproval(string? isoCode) => IsNumber(isoCode) && !isoCode.AsSpan().ContainsAnyExcept('0');

    /// <summary>Completes a reading with the kind of the transaction and its age, which only the caller knows.</summary>
    public static ParsedStatus Complete(DesjardinsParsedStatus reading, TransactionQuery query, TransactionKind kind)
    {
        var isYoung = query.SubmittedAt is { } submitted && reading.AskedAt - submitted < DesjardinsDefaults.MinimumAge;
        return reading.Kind switch
        {
            DesjardinsAnswerKind.Approved => Approve(reading, kind),
            DesjardinsAnswerKind.Missing or DesjardinsAnswerKind.Refused when isYoung => Wait(reading),
            // A batch transaction may stand there unfinished.
            DesjardinsAnswerKind.Unknown when isYoung && IsBatch(kind) => Wait(reading),
            _ => reading,
        };
    }

    private static DesjardinsParsedStatus Approve(DesjardinsParsedStatus reading, TransactionKind kind)
    {
        if (Approvals.TryGetValue(kind, out var meaning)) return With(reading, meaning);
        return With(reading, Approvals[TransactionKind.Unknown]) with
        {
            Anomalies = [.. reading.Anomalies, new StatusAnomaly(StatusAnomalyKind.UnexpectedState, $"This gateway has no transactions of kind {kind}.")],
        };
    }

    private static DesjardinsParsedStatus Wait(DesjardinsParsedStatus reading) =>
        With(reading, Refusals[PaymentState.Pending]) with
        {
            Outcome = LookupOutcome.Answered,
            MerchantReference = reading.AskedId,
            Anomalies = [.. reading.Anomalies, new StatusAnomaly(
                StatusAnomalyKind.TooEarly, "The transaction was sent less than two minutes before the question; the gateway's answer may not be valid yet.")],
        };

    private static DesjardinsParsedStatus With(DesjardinsParsedStatus reading, in StateMeaning meaning) => reading with
    {
        State = meaning.State,
        Finality = meaning.Finality,
        Reason = meaning.Reason,
        Funds = meaning.State == PaymentState.Unknown ? FundsState.Unknown : FundsState.NotReported,
    };

    private static bool IsBatch(TransactionKind kind) =>
        kind is TransactionKind.Completion or TransactionKind.Cancellation or TransactionKind.Refund;

    private static bool IsNumber(string? code) => !string.IsNullOrEmpty(code) && !code.AsSpan().ContainsAnyExceptInRange('0', '9');
}
