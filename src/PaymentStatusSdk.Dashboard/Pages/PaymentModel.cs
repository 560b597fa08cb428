using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The content of the page of a payment.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="Changes">Its changes, newest first.</param>
/// <param name="TraceUrl">The address of its trace; null when there is none.</param>
internal sealed record PaymentModel(TrackedTransaction Payment, StatusChangePage Changes, string? TraceUrl)
{
    /// <summary>The answer to a query that the operator has just sent; null when there was none.</summary>
    public TransactionStatusResult? Answer { get; init; }

    /// <summary>Why that query failed; null when it did not.</summary>
    public TransactionStatusException? Failure { get; init; }
}
