using PaymentStatusSdk.Analyzers.CodeFixes;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS002.</summary>
public class FailureWithoutFinalityTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        if ([|result.Verdict == PaymentVerdict.Failure|]) await shop.ChargeAgainAsync(id);
        """,
        """
        if (payment is { Verdict: [|PaymentVerdict.Failure|] }) order.Status = OrderStatus.Canceled;
        """,
        """
        switch (belief.Verdict)
        {
            [|case PaymentVerdict.Failure:|]
                await shop.CancelOrderAsync(id);
                break;
        }
        """,
        """
        if ([|result.Verdict == PaymentVerdict.Success|]) await shop.ShipAsync(id);
        else await shop.CancelOrderAsync(id);
        """,
        """
        if ([|result.Verdict != PaymentVerdict.Success|]) await shop.ReleaseStockAsync(id);
        """,
        """
        await (result.Verdict switch
        {
            PaymentVerdict.Success => shop.ShipAsync(id),
            [|PaymentVerdict.Failure|] => shop.CancelOrderAsync(id),
            _ => Task.CompletedTask,
        });
        """,
        """
        var failed = [|result.Verdict == PaymentVerdict.Failure|];
        if (failed) await shop.MarkFailedAsync(id);
        """,
        """
        if (change.Attempt < 9 && [|change.Transaction.Verdict == PaymentVerdict.Failure|]) await shop.ChargeAgainAsync(id);
        """,
        """
        if ([|result.Verdict != PaymentVerdict.Failure|]) return;
        await shop.CancelOrderAsync(id);
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.ChargeAgainAsync(id);
        """,
        """
        if (result.Verdict == PaymentVerdict.Failure && result.Finality == Finality.Final) await shop.CancelOrderAsync(id);
        """,
        """
        if (result.Verdict == PaymentVerdict.Failure) logger.LogWarning("failed");
        """,
        """
        if (result.Verdict == PaymentVerdict.Failure) return;
        """,
        """
        if (result.Verdict != PaymentVerdict.Success) await shop.CheckLaterAsync(id);
        """,
        """
        if (result.Verdict == PaymentVerdict.Failure) result = await client.GetStatusAsync(query, cancellationToken);
        """,
        """
        order.Text = result.Verdict == PaymentVerdict.Failure ? "failed" : "open";
        """,
        """
        switch (result.Verdict, result.Finality)
        {
            case (PaymentVerdict.Failure, Finality.Final):
                await shop.CancelOrderAsync(id);
                break;
        }
        """,
        """
        if (result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        else await shop.CheckLaterAsync(id);
        """,
        """
        if (result.Verdict == PaymentVerdict.Failure) await shop.AddToReviewAsync(id);
        """,
        """
        var last = await client.WaitForFinalStatusAsync(query, cancellationToken: cancellationToken);
        if (last.Finality != Finality.Final) return;
        if (last.Verdict == PaymentVerdict.Failure) await shop.CancelOrderAsync(id);
        """,
    ];

    public static TheoryData<string, string> Fixes => new()
    {
        {
        """
        if (result.Verdict == PaymentVerdict.Failure) await shop.ChargeAgainAsync(id);
        """,
        """
        if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.ChargeAgainAsync(id);
        """
        },
        {
        """
        if (payment is { Verdict: PaymentVerdict.Failure }) await shop.ChargeAgainAsync(id);
        """,
        """
        if (payment is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.ChargeAgainAsync(id);
        """
        },
        {
        """
        if (result.Verdict != PaymentVerdict.Failure) return;
        await shop.CancelOrderAsync(id);
        """,
        """
        if (result is not { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) return;
        await shop.CancelOrderAsync(id);
        """
        },
        {
        """
        if (result.Verdict != PaymentVerdict.Success) await shop.ReleaseStockAsync(id);
        """,
        """
        if (result.Verdict != PaymentVerdict.Success) await shop.ReleaseStockAsync(id);
        """
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS002", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);

    // The same text twice: only the author can fix it.
    [Theory]
    [MemberData(nameof(Fixes))]
    public Task Fix_makes_wrong_code_right(string before, string after) =>
        RuleTest.FixesAsync(before, after, new FailureWithoutFinalityFix());
}
