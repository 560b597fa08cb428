using PaymentStatusSdk.Analyzers.CodeFixes;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS001.</summary>
public class StateForVerdictTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        if ([|result.State == PaymentState.Captured|]) await shop.ShipAsync(id);
        """,
        """
        var state = result.State;
        if ([|state == PaymentState.Captured|] && order.Stock > 0) order.Status = OrderStatus.Paid;
        """,
        """
        if (result is { State: [|PaymentState.Captured|] }) await shop.MarkPaidAsync(id);
        """,
        """
        if (result.State is [|PaymentState.Declined or PaymentState.Failed|]) await shop.CancelOrderAsync(id);
        """,
        """
        switch (belief.State)
        {
            [|case PaymentState.Captured:|]
                await shop.ShipAsync(id);
                break;
        }
        """,
        """
        if ([|result.State != PaymentState.Captured|]) return;
        await shop.ShipAsync(id);
        """,
        """
        if ([|payment.Belief?.State == PaymentState.Captured|]) await shop.ShipAsync(id);
        """,
        """
        order.IsPaid = [|result.State == PaymentState.Captured|];
        """,
        """
        public sealed class Payments(ITransactionStatusClient client)
        {
            public async Task<bool> IsPaidAsync(TransactionQuery query) =>
                [|(await client.GetStatusAsync(query)).State == PaymentState.Captured|];
        }
        """,
        """
        await ([|result.State == PaymentState.Credited|] ? shop.MarkPaidAsync(id) : shop.CheckLaterAsync(id));
        """,
        """
        var isPaid = [|result.State == PaymentState.Captured|];
        if (isPaid) await shop.ShipAsync(id);
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        if (result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """,
        """
        order.Text = result.State == PaymentState.Captured ? "paid" : "open";
        """,
        """
        order.Text = result.State switch
        {
            PaymentState.Captured => "paid",
            PaymentState.Declined => "declined",
            _ => "open",
        };
        """,
        """
        if (result.State == PaymentState.Authorized) await shop.NotifyAsync(id);
        """,
        """
        if (result.State == PaymentState.ChargedBack) await shop.AddToReviewAsync(id);
        """,
        """
        if (result.State == PaymentState.Declined) shop.ShowFailure(id);
        """,
        """
        if (result.State == PaymentState.Captured) logger.LogInformation("captured");
        """,
        """
        if (result.State == PaymentState.Captured && result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """,
        """
        if (result is { State: PaymentState.Captured, Kind: TransactionKind.Purchase }) await shop.ShipAsync(id);
        """,
        """
        var captured = new[] { belief }.Count(one => one.State == PaymentState.Captured);
        Console.WriteLine(captured);
        """,
        """
        var final = await client.WaitForAsync(query, one => one.State == PaymentState.Captured, cancellationToken: cancellationToken);
        Console.WriteLine(final);
        """,
        """
        if (change.PreviousState == PaymentState.Captured) await shop.NotifyAsync(id);
        """,
    ];

    public static TheoryData<string, string> Fixes => new()
    {
        {
        """
        if (result.State == PaymentState.Captured) await shop.ShipAsync(id);
        """,
        """
        if (result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """
        },
        {
        """
        if (payment.Belief?.State == PaymentState.Captured) await shop.ShipAsync(id);
        """,
        """
        if (payment.Belief?.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """
        },
        {
        """
        if (result.State == PaymentState.Declined) await shop.CancelOrderAsync(id);
        """,
        """
        if (result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
        """
        },
        {
        """
        if (result.State != PaymentState.Captured) return;
        await shop.ShipAsync(id);
        """,
        """
        if (result.Verdict != PaymentVerdict.Success) return;
        await shop.ShipAsync(id);
        """
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS001", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);

    // The same text twice: only the author can fix it.
    [Theory]
    [MemberData(nameof(Fixes))]
    public Task Fix_makes_wrong_code_right(string before, string after) =>
        RuleTest.FixesAsync(before, after, new StateForVerdictFix());
}
