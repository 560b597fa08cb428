using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>How a request ended, in addition to the queries that were completed.</summary>
/// <param name="IsOver">Whether it is certain that no further message will arrive, so that the next request may follow immediately.</param>
/// <param name="OpenQueries">The pending queries that are not completed.</param>
/// <param name="Refusal">The gateway's error about the entire request; null when there is none.</param>
/// <param name="Failure">The failure of the open queries; null when there is none, or when the gateway rejected the request.</param>
internal sealed record DesjardinsOutcome(
    bool IsOver, IReadOnlyList<PendingQuery> OpenQueries, DesjardinsError? Refusal = null, TransactionStatusException? Failure = null);
