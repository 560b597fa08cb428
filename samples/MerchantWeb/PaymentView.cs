using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>A payment as the page shows it; words as the enums spell them.</summary>
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

    // Else it would look as if the button did nothing.
    private static string? HintOf(TrackedTransaction payment) =>
        payment is { ClientName: GatewayMoves.Desjardins, Belief.State: PaymentState.Pending, Status: TrackingStatus.Active }
            ? "A refusal counts when the transaction is two minutes old: before that, this gateway's answers may not be valid."
            : null;

    /// <summary>Why the last look told nothing about the payment. It changes nothing of what was believed.</summary>
    private static string? ProblemOf(TrackedTransaction payment) => payment switch
    {
        { LastFailure: { } failure } => $"The last question got no answer ({failure}).",
        { LastOutcome: LookupOutcome.NotFound } => "The gateway does not know this transaction, or not yet.",
        { LastOutcome: LookupOutcome.Mismatch } => "The gateway answered with another transaction, amount or currency. Have a person look at it.",
        { LastOutcome: LookupOutcome.Ambiguous } => "The gateway knows several transactions of this id. Have a person look at it.",
        { Belief.IsContested: true } => "The gateway's answers contradict each other.",
        _ => null,
    };
}
