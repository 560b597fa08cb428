using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS004.</summary>
public class MismatchAsUnpaidTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        if (result.Outcome == LookupOutcome.Mismatch) await [|shop.CancelOrderAsync(id)|];
        """,
        """
        if (result is { Outcome: LookupOutcome.Mismatch }) [|order.Status = OrderStatus.Canceled|];
        """,
        """
        if (change.Kind == StatusChangeKind.Mismatch) await [|shop.ChargeAgainAsync(id)|];
        """,
        """
        if (payment.HasMismatch) await [|shop.ReleaseStockAsync(id)|];
        """,
        """
        switch (change.Kind)
        {
            case StatusChangeKind.Mismatch:
                await [|shop.MarkFailedAsync(id)|];
                break;
        }
        """,
        """
        if (payment.LastOutcome is LookupOutcome.Mismatch) [|order.IsCanceled = true|];
        """,
        """
        await (result.Outcome switch
        {
            LookupOutcome.Mismatch => [|shop.CancelOrderAsync(id)|],
            _ => Task.CompletedTask,
        });
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        if (result.Outcome == LookupOutcome.Mismatch) await shop.AddToReviewAsync(id);
        """,
        """
        if (change.Kind is StatusChangeKind.Mismatch or StatusChangeKind.Ambiguous) order.Status = OrderStatus.InReview;
        """,
        """
        if (payment.HasMismatch) return;
        """,
        """
        if (payment is { HasMismatch: false, Verdict: PaymentVerdict.Failure, Finality: Finality.Final })
            await shop.CancelOrderAsync(id);
        """,
        """
        if (payment.HasMismatch) logger.LogError("Have a person examine {Id}", id);
        """,
        """
        switch (change.Kind)
        {
            case StatusChangeKind.Mismatch:
                await shop.NotifyAsync(id);
                break;
            case StatusChangeKind.Changed when payment is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }:
                await shop.CancelOrderAsync(id);
                break;
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS004", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);
}
