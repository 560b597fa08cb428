using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Tracking;

/// <summary>Finds every fault of the tracking options at once.</summary>
internal sealed class TrackingOptionsValidator(IServiceProvider services) : IValidateOptions<TrackingOptions>
{
    public ValidateOptionsResult Validate(string? name, TrackingOptions options)
    {
        var faults = new List<string>();
        Check(faults, nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(faults, nameof(options.NotificationInterval), options.NotificationInterval, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(faults, nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(faults, nameof(options.HandlerTimeout), options.HandlerTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check(faults, nameof(options.OverrunSlack), options.OverrunSlack, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(faults, nameof(options.KeepEnded), options.KeepEnded, TimeSpan.FromHours(1), TimeSpan.FromDays(3653));
        Check(faults, nameof(options.KeepDelivered), options.KeepDelivered, TimeSpan.FromHours(1), TimeSpan.FromDays(3653));
        Check(faults, nameof(options.UpkeepInterval), options.UpkeepInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(faults, nameof(options.MaxLag), options.MaxLag, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(faults, nameof(options.MaxConcurrentDeliveries), options.MaxConcurrentDeliveries, 1, 1_000);
        Check(faults, nameof(options.MaxDeliveryTries), options.MaxDeliveryTries, 1, 1_000);
        if (options.DeliveryRetries is null) faults.Add($"Tracking: {nameof(options.DeliveryRetries)} is missing: give a schedule.");
        CheckClients(faults, options);
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(ITrackingStore)) == false)
            faults.Add("Tracking has no store: add UseSqlite(...) or UsePostgreSql(...) after AddPaymentTracking, from the package of that name.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void CheckClients(List<string> faults, TrackingOptions options)
    {
        if (services.GetService<ITransactionStatusClientFactory>() is not { } clients)
        {
            faults.Add("Tracking has no clients: register them with AddPaymentStatus.");
            return;
        }

        foreach (var (name, client) in options.Clients)
        {
            if (!clients.Names.Contains(name, StringComparer.Ordinal))
                faults.Add($"Tracking: Clients names '{name}', which is not registered. Registered are: {string.Join(", ", clients.Names)}.");
            if (client is null) faults.Add($"Tracking: Clients:{name} is missing: give settings, or take the name out.");
            if (client?.MaxConcurrentLooks is { } looks) Check(faults, $"Clients:{name}:{nameof(client.MaxConcurrentLooks)}", looks, 1, 1_000);
            if (client?.CheckTimeout is { } time) Check(faults, $"Clients:{name}:{nameof(client.CheckTimeout)}", time, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        }
    }

    private static void Check<T>(List<string> faults, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            faults.Add(Invariant($"Tracking: {name} is {value}; it must be from {least} to {most}."));
    }
}
