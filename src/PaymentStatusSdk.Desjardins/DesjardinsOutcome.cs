using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>How a request ended, beside the seats that were answered.</summary>
/// <param name="IsOver">Is it known that no further message will come? Then the next request may follow at once.</param>
/// <param name="OpenQueries">The seats that are not answered.</param>
/// <param name="Refusal">The gateway's error about the whole request; null when there is none.</param>
/// <param name="Failure">Why the seats stay without an answer; null when there is no such reason, or a refusal.</param>
internal sealed record DesjardinsOutcome(
    bool IsOver, IReadOnlyList<PendingQuery> OpenQueries, DesjardinsError? Refusal = null, TransactionStatusException? Failure = null);
