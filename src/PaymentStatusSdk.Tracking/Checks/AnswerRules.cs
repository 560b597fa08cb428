namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>Decides what an answer adds to the belief of an attempt. Pure functions.</summary>
internal static class AnswerRules
{
    /// <summary>
    /// Returns the belief after an answer; null when the answer is about another transaction than the answers before.
    /// </summary>
    public static StatusBelief? Advance(StatusBelief? before, TransactionStatusResult result)
    {
        try
        {
            return StatusRules.Advance(before, InOrder(result, before));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // This check was claimed after the check with the latest answer, so its answer is later, even if this machine's clock is behind.
    private static TransactionStatusResult InOrder(TransactionStatusResult result, StatusBelief? before) =>
        before is not null && result.AskedAt <= before.Latest.AskedAt
            ? result with { AskedAt = before.Latest.AskedAt.AddTicks(1) }
            : result;
}
