using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Browser;

/// <summary>A day of a shop, with a payment in every situation that an operator meets.</summary>
internal static class ShopDay
{
    private static readonly Dictionary<string, Money> Amounts = new(StringComparer.Ordinal)
    {
        ["ORDER-1001"] = new Money(129.90m, "EUR"),
        ["ORDER-1002"] = new Money(49.00m, "EUR"),
        ["ORDER-1003"] = new Money(79.95m, "EUR"),
        ["ORDER-1004"] = new Money(1_249.00m, "EUR"),
        ["ORDER-1005"] = new Money(35.50m, "EUR"),
        ["ORDER-1006"] = new Money(18.20m, "EUR"),
        ["ORDER-1007"] = new Money(64.00m, "EUR"),
        ["ORDER-1008"] = new Money(215.75m, "EUR"),
    };

    public static async Task<DashboardHost> StartAsync()
    {
        var host = await DashboardHost.StartAsync(options => options.TraceUrl = "https://traces.example/trace/{traceId}");
        host.Cards.Answer("ORDER-1001", Amounts["ORDER-1001"], PaymentState.Captured)
            .Answer("ORDER-1002", Declined("ORDER-1002"))
            .Answer("ORDER-1003", new Money(99, "EUR"), PaymentState.Captured)
            .Answer("ORDER-1004", PaymentState.Captured, PaymentState.Pending)
            .Answer("ORDER-1005", PaymentState.Pending)
            .Answer("ORDER-1007", PaymentState.Captured, PaymentState.Refunded);
        host.Ppro.Fail("ORDER-1006", TransactionStatusErrorKind.Timeout);
        foreach (var number in (int[])[1001, 1002, 1003, 1004, 1005, 1007]) await TrackAsync(host, number, "cards");
        await TrackAsync(host, 1006, "ppro");
        await host.RunOnceAsync();
        host.Health = new GatewayHealth { LastSuccessAt = host.Time.GetUtcNow() };
        host.Time.Advance(TimeSpan.FromMinutes(1));
        host.Orders.IsBroken = true;
        foreach (var number in (int[])[1004, 1007])
        {
            var payment = await host.Tracker.FindAsync("cards", TransactionQuery.ByMerchantReference($"ORDER-{number}"), DashboardHost.Ct);
            await host.Tracker.CheckNowAsync(payment!.Id, DashboardHost.Ct);
        }

        for (var minute = 0; minute < 47; minute++)
        {
            await host.RunOnceAsync();
            host.Time.Advance(TimeSpan.FromMinutes(1));
        }

        host.Health = host.Health with { LastSuccessAt = host.Time.GetUtcNow() };
        await host.RunOnceAsync();
        host.Time.Advance(TimeSpan.FromSeconds(20));
        await TrackAsync(host, 1008, "ppro");
        return host;
    }

    private static Task<TrackedTransaction> TrackAsync(DashboardHost host, int number, string client) =>
        host.TrackAsync($"ORDER-{number}", client, Amounts[$"ORDER-{number}"]);

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
        Amount = Amounts[reference],
    };
}
