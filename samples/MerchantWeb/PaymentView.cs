using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The view of a payment. Enum values are written as their names.</summary>
internal sealed record PaymentView(
    long Id,
    string OrderId,
    string Gateway,
    string? GatewayReference,
    string? Amount,
    string? State,
    string Finality,
    string Funds,
    string Verdict,
    string Tracking,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset? NextCheckAt,
    DateTimeOffset? LastCheckedAt,
    int CheckCount,
    long Changes,
    string? Problem,
    string? Hint,
    IReadOnlyList<string> Moves)
{
    public static PaymentView Of(TrackedTransaction payment) => new(
        payment.Id,
        payment.MerchantReference ?? $"PAYMENT{payment.Id}",
        payment.ClientName,
        payment.GatewayReference,
        payment.Query.ExpectedAmount?.ToString(),
        payment.Belief?.State.ToString(),
        payment.Belief?.IsContested == true ? "Contested" : (payment.Belief?.Finality ?? PaymentStatusSdk.Finality.Unknown).ToString(),
        (payment.Belief?.Funds ?? FundsState.Unknown).ToString(),
        payment.Verdict.ToString(),
        payment.Status.ToString(),
        payment.TrackedAt,
        payment.CompletedAt,
        payment.NextCheckAt,
        payment.LastCheckedAt,
        payment.CheckCount,
        payment.Sequence,
        ProblemOf(payment),
        HintOf(payment),
        GatewayMoves.Of(payment.ClientName));

    // Without this hint, the button would seem to have no effect.
    private static string? HintOf(TrackedTransaction payment) =>
        payment is { ClientName: GatewayMoves.Desjardins, Belief.State: PaymentState.Pending, Status: TrackingStatus.Active }
            ? "A decline counts only when the transaction is two minutes old: before that, this gateway's answers may not be valid."
            : null;

    /// <summary>The reason why the last check brought no information about the payment. It does not change the belief.</summary>
    private static string? ProblemOf(TrackedTransaction payment) => payment switch
    {
        { LastFailure: { } failure } => $"The last query failed ({failure}).",
        { LastOutcome: LookupOutcome.NotFound } => "The gateway does not know this transaction (yet).",
        { LastOutcome: LookupOutcome.Mismatch } =>
            "The gateway answered with another transaction, amount or currency. Investigate it manually.",
        { LastOutcome: LookupOutcome.Ambiguous } => "The gateway has several transactions with this reference. Investigate it manually.",
        { Belief.IsContested: true } => "The gateway's answers contradict each other.",
        _ => null,
    };
}
