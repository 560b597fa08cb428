using PaymentStatusSdk.Analyzers.CodeFixes;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS006.</summary>
public class NoExpectedAmountTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        result = await client.GetStatusAsync([|TransactionQuery.ByMerchantReference(id)|], cancellationToken);
        if (result.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """,
        """
        var sent = [|TransactionQuery.ByMerchantReference(id)|] with { Kind = TransactionKind.Purchase };
        var answer = await client.GetStatusAsync(sent, cancellationToken);
        if (answer is { Verdict: PaymentVerdict.Success }) order.Status = OrderStatus.Paid;
        """,
        """
        public sealed class Payments(ITransactionStatusClient client)
        {
            public async Task<bool> IsPaidAsync(string id) =>
                (await client.GetStatusAsync([|TransactionQuery.ByGatewayReference(id)|])).Verdict == PaymentVerdict.Success;
        }
        """,
        """
        await tracker.TrackAsync("cards", [|TransactionQuery.ByMerchantReference(id)|], cancellationToken: cancellationToken);
        """,
        """
        var answer = await client.GetStatusAsync([|notification.ToQuery()|], cancellationToken);
        if (answer.Verdict == PaymentVerdict.Success) await shop.MarkPaidAsync(id);
        """,
        """
        var last = await client.WaitForFinalStatusAsync([|new TransactionQuery { MerchantReference = id }|]);
        switch (last.Verdict)
        {
            case PaymentVerdict.Success:
                await shop.ShipAsync(id);
                break;
        }
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        var answer = await client.GetStatusAsync(
            TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = new Money(1m, "EUR") }, cancellationToken);
        if (answer.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """,
        """
        var answer = await client.GetStatusAsync(query, cancellationToken);
        if (answer.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """,
        """
        var answer = await client.GetStatusAsync(TransactionQuery.ByMerchantReference(id), cancellationToken);
        Console.WriteLine(answer.Verdict);
        """,
        """
        var answer = await client.GetStatusAsync(TransactionQuery.ByMerchantReference(id), cancellationToken);
        if (answer.Verdict == PaymentVerdict.Success && answer.Amount == order.Total) await shop.ShipAsync(id);
        """,
        """
        await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = order.Total });
        """,
        """
        Console.WriteLine(await tracker.FindAsync("cards", TransactionQuery.ByMerchantReference(id), cancellationToken));
        """,
        """
        var sent = TransactionQuery.ByMerchantReference(id);
        sent = sent with { ExpectedAmount = order.Total };
        var answer = await client.GetStatusAsync(sent, cancellationToken);
        if (answer.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
        """,
        """
        var answer = await client.GetStatusAsync(TransactionQuery.ByMerchantReference(id), cancellationToken);
        if (answer is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
        """,
    ];

    public static TheoryData<string, string> Fixes => new()
    {
        {
        """
        var total = new Money(1m, "EUR");
        await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(id));
        """,
        """
        var total = new Money(1m, "EUR");
        await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = total });
        """
        },
        {
        """
        var total = new Money(1m, "EUR");
        var sent = TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Refund };
        await tracker.TrackAsync("cards", sent);
        """,
        """
        var total = new Money(1m, "EUR");
        var sent = TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Refund, ExpectedAmount = total };
        await tracker.TrackAsync("cards", sent);
        """
        },
        {
        """
        await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(id), cancellationToken: cancellationToken);
        """,
        """
        await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(id), cancellationToken: cancellationToken);
        """
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS006", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);

    // The same text twice: only the author can fix it.
    [Theory]
    [MemberData(nameof(Fixes))]
    public Task Fix_makes_wrong_code_right(string before, string after) =>
        RuleTest.FixesAsync(before, after, new NoExpectedAmountFix());
}
