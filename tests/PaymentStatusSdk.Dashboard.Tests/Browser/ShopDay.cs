using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>A day of a shop, with a payment in every situation that an operator meets.</summary>
internal static class ShopDay
{
    public static async Task<DashboardHost> StartAsync()
    {
        var host = await DashboardHost.StartAsync(options => options.TraceUrl = "https://traces.example/trace/{traceId}");
        host.Cards.Answer("ORDER-1001", new Money(10, "EUR"), PaymentState.Captured)
            .Answer("ORDER-1002", Declined("ORDER-1002"))
            .Answer("ORDER-1003", new Money(99, "EUR"), PaymentState.Captured)
            .Answer("ORDER-1004", PaymentState.Captured, PaymentState.Pending)
            .Answer("ORDER-1005", PaymentState.Pending)
            .Answer("ORDER-1007", PaymentState.Captured, PaymentState.Refunded);
        host.Ppro.Fail("ORDER-1006", TransactionStatusErrorKind.Timeout);
        foreach (var number in (int[])[1001, 1002, 1003, 1004, 1005, 1007]) await host.TrackAsync($"ORDER-{number}");
        await host.TrackAsync("ORDER-1006", "ppro");
        await host.RunOnceAsync();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        host.Orders.IsBroken = true;
        foreach (var number in (int[])[1004, 1007])
        {
            var payment = await host.Tracker.FindAsync("cards", TransactionQuery.ByMerchantReference($"ORDER-{number}"), DashboardHost.Ct);
            await host.Tracker.CheckNowAsync(payment!.Id, DashboardHost.Ct);
        }

        await host.RunOnceAsync();
        host.Time.Advance(TimeSpan.FromMinutes(47));
        await host.TrackAsync("ORDER-1008", "ppro");
        return host;
    }

    private static TransactionStatusResult Declined(string reference) => new()
    {
        ClientName = "cards",
        Outcome = LookupOutcome.Answered,
        State = PaymentState.Declined,
        Finality = Finality.Final,
        Funds = FundsState.NotExpected,
        Reason = FailureReason.GatewayDeclined,
        MerchantReference = reference,
        GatewayReference = "7f3c1d52-9f0e-4a41-8a4f-0c5e6b3b2f10",
        Amount = new Money(10, "EUR"),
    };
}
