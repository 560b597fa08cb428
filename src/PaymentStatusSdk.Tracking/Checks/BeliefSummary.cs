namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>The parts of a belief whose change is reported. A belief without a readable state equals no belief.</summary>
internal readonly record struct BeliefSummary(
    PaymentState State, Finality Finality, FundsState Funds, FailureReason Reason, Money? Amount, Money? RefundedAmount,
    PaymentVerdict Verdict, bool IsContested, bool IsOverturned)
{
    public static BeliefSummary Of(StatusBelief? belief) => belief is null or { State: PaymentState.Unknown, IsContested: false }
        ? default
        : new BeliefSummary(
            belief.State, belief.Finality, belief.Funds, belief.Strongest.Reason, belief.Strongest.Amount,
            belief.Strongest.RefundedAmount, belief.Verdict, belief.IsContested, belief.IsOverturned);
}
