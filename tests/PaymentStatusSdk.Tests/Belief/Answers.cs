namespace PaymentStatusSdk.Tests.Belief;

/// <summary>Short forms of answers and of the times of their queries.</summary>
internal static class Answers
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TransactionStatusResult Answer(PaymentState state, int second = 0, Finality finality = Finality.Open) => new()
    {
        ClientName = "cards",
        Kind = TransactionKind.Purchase,
        Outcome = LookupOutcome.Answered,
        State = state,
        Finality = finality,
        Funds = FundsState.Awaited,
        GatewayReference = "G1",
        MerchantReference = "ORDER-1",
        AskedAt = Start.AddSeconds(second),
        ObservedAt = Start.AddSeconds(second + 1),
    };

    public static StatusBelief? Fold(IEnumerable<TransactionStatusResult> answers) =>
        answers.Aggregate((StatusBelief?)null, StatusRules.Advance);

    public static StatusBelief Believe(params IEnumerable<TransactionStatusResult> answers) => Fold(answers)!;
}
