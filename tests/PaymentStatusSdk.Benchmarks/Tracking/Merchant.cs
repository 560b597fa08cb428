using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>The registrations that every process of this benchmark shares.</summary>
internal static class Merchant
{
    public const string Client = "cards";

    public static IServiceCollection AddCards(this IServiceCollection services, Uri gateway, int concurrency) =>
        services.AddPaymentStatus(gateways =>
            gateways.AddConvergeGate(Client, options =>
            {
                options.Endpoint = gateway;
                options.ApiUser = "simUser01";
                options.ApiPassword = "simPass-9f3a";
                options.ApiKey = "KEY-0000-1111-2222-333344445555";
                options.MaxConcurrentExchanges = concurrency;
            }));

    /// <summary>All defaults, except that due rows are due again immediately, so that the worker always has work.</summary>
    public static PaymentTrackingBuilder AddTracking(
        this IServiceCollection services, string store, string connectionString, int concurrency)
    {
        var tracking = services.AddPaymentTracking(options => options.Clients[Client] = new ClientTrackingOptions
        {
            MaxConcurrentChecks = concurrency,
            Schedule = new TrackingSchedule { Open = new PollingSchedule(TimeSpan.FromMilliseconds(1)) },
        });
        return store switch
        {
            "sqlite" => tracking.UseSqlite(connectionString),
            "mariadb" => tracking.UseMySql(connectionString),
            _ => tracking.UsePostgreSql(connectionString),
        };
    }

    public static TransactionQuery Query(int index) =>
        TransactionQuery.ByMerchantReference(Compare.ServeCommand.OrderId(index)) with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = new Money(125.45m, "EUR"),
        };
}
