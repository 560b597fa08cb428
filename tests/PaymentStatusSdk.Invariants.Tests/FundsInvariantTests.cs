using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A payment is not completed while the gateway waits for its money, or misses it.</summary>
public sealed class FundsInvariantTests
{
    [Theory]
    [InlineData(FundsState.Awaited, true)]
    [InlineData(FundsState.Missing, true)]
    [InlineData(FundsState.Received, false)]
    [InlineData(FundsState.NotReported, false)]
    public void Completed_payment_without_its_money_is_a_violation(FundsState funds, bool isViolation)
    {
        var checker = new InvariantChecker(new InvariantSettings { SeesEveryEvent = true });
        var answer = Payment.Answer(PaymentState.Captured, finality: Finality.Final) with { Funds = funds };
        var completed = Payment.Row().After(answer, next: 60, sequence: 1).Completed();

        checker.Add(new RowEnrolled(ProcessLog.Start, Payment.Row(), 0));
        checker.Add(new CheckClaimed(ProcessLog.At(1), 1, 1, ProcessLog.At(60)));
        checker.Add(new QueryAnswered(ProcessLog.At(2), 1, 1, answer.AskedAt, answer));
        checker.Add(new CheckCommitted(ProcessLog.At(2), completed, 1, CommitOutcome.Written, [completed.Change()]));

        if (isViolation) Assert.Contains($"although its money is {funds}", Assert.Single(checker.Violations), StringComparison.Ordinal);
        else Assert.Empty(checker.Violations);
    }
}
