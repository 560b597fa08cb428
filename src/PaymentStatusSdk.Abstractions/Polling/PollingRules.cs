namespace PaymentStatusSdk.Polling;

/// <summary>Decides which result ends a wait, and which one a watch returns. Pure functions of their arguments.</summary>
internal static class PollingRules
{
    /// <summary>Whether the state of the payment does not change any more.</summary>
    public static bool IsFinal(TransactionStatusResult result) => result.Finality == Finality.Final;

    /// <summary>Whether a result differs from the previous one in a member that a watch observes.</summary>
    /// <param name="previous">The previous result; null before the first, which is a change.</param>
    /// <param name="result">The result.</param>
    public static bool IsChange(TransactionStatusResult? previous, TransactionStatusResult result) =>
        previous is null || Observed(previous) != Observed(result);

    private static (LookupOutcome, PaymentState, Finality, FundsState, FailureReason) Observed(TransactionStatusResult result) =>
        (result.Outcome, result.State, result.Finality, result.Funds, result.Reason);
}
