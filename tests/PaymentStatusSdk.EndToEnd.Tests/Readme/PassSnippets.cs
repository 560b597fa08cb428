using Hangfire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class PassSnippets
{
    public static async Task CronAsync(IConfiguration configuration)
    {
        // snippet
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", configuration.GetSection("PaymentStatus:Ppro")));
        services.AddPaymentTracking()
            .UsePostgreSql(configuration.GetConnectionString("Payments")!)
            .AddStatusChangeHandler<ShipOrders>();
        await using var provider = services.BuildServiceProvider();

        var pass = await provider.GetRequiredService<ITrackingRunner>().RunOnceAsync(
            new TrackingRunBudget { MaxDuration = TimeSpan.FromSeconds(45) });
        Console.WriteLine($"{pass.Checks} checks, {pass.Deliveries} deliveries, next at {pass.NextDueAt:u}");
        // end
    }

    public static void Schedule()
    {
        // snippet
        RecurringJob.AddOrUpdate<HangfirePaymentPass>("payments", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        // end
    }
}
