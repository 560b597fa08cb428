using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS003.</summary>
public class NoAnswerAsUnpaidTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        if (result.Outcome == LookupOutcome.NotFound) await [|shop.CancelOrderAsync(id)|];
        """,
        """
        switch (result.Outcome)
        {
            case LookupOutcome.NotFound:
                [|order.Status = OrderStatus.Failed|];
                break;
        }
        """,
        """
        if (result is { Outcome: LookupOutcome.NotFound }) [|order.IsCanceled = true|];
        """,
        """
        if (result.Outcome != LookupOutcome.Answered) await [|shop.ChargeAgainAsync(id)|];
        """,
        """
        if (change.Kind == StatusChangeKind.NotFound) await [|shop.ReleaseStockAsync(id)|];
        """,
        """
        if (payment.LastOutcome is LookupOutcome.NotFound or LookupOutcome.Ambiguous) await [|shop.MarkFailedAsync(id)|];
        """,
        """
        public static class Map
        {
            public static OrderStatus Of(TransactionStatusResult result)
            {
                if (result.Outcome == LookupOutcome.NotFound) return [|OrderStatus.Canceled|];
                return OrderStatus.Waiting;
            }
        }
        """,
        """
        public static class Map
        {
            public static PaymentVerdict Of(TransactionStatusResult result) =>
                result.Outcome == LookupOutcome.NotFound ? [|PaymentVerdict.Failure|] : result.Verdict;
        }
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        if (result.Outcome == LookupOutcome.NotFound) await shop.CheckLaterAsync(id);
        """,
        """
        if (result.Outcome == LookupOutcome.NotFound) order.IsPaid = false;
        """,
        """
        if (result.Outcome != LookupOutcome.Answered) return;
        """,
        """
        if (result.Outcome == LookupOutcome.NotFound) logger.LogWarning("not found yet");
        """,
        """
        if (result.Outcome == LookupOutcome.NotFound) await tracker.CheckNowAsync(1, cancellationToken);
        """,
        """
        if (change.Kind == StatusChangeKind.NotFound) await shop.AddToReviewAsync(id);
        """,
        """
        if (result.Outcome == LookupOutcome.Answered)
        {
            if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
        }
        """,
        """
        if (result.Outcome == LookupOutcome.NotFound) order.Status = OrderStatus.Waiting;
        else if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) order.Status = OrderStatus.Failed;
        """,
        """
        if (result.Outcome == LookupOutcome.NotFound) throw new InvalidOperationException("Not known yet.");
        """,
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS003", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);
}
