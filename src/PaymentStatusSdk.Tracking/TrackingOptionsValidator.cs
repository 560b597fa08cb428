using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Tracking;

/// <summary>Validates the tracking options and reports all errors together.</summary>
internal sealed class TrackingOptionsValidator(IServiceProvider services) : IValidateOptions<TrackingOptions>
{
    public ValidateOptionsResult Validate(string? name, TrackingOptions options)
    {
        var errors = new List<string>();
        Check(errors, nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(errors, nameof(options.NotificationInterval), options.NotificationInterval, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(errors, nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(errors, nameof(options.HandlerTimeout), options.HandlerTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check(errors, nameof(options.OverrunSlack), options.OverrunSlack, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(errors, nameof(options.CompletedRetention), options.CompletedRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(3653));
        Check(errors, nameof(options.DeliveredRetention), options.DeliveredRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(3653));
        Check(errors, nameof(options.MaintenanceInterval), options.MaintenanceInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(errors, nameof(options.MaxLag), options.MaxLag, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(errors, nameof(options.MaxClockDifference), options.MaxClockDifference, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check(errors, nameof(options.MaxConcurrentDeliveries), options.MaxConcurrentDeliveries, 1, 1_000);
        Check(errors, nameof(options.MaxDeliveryTries), options.MaxDeliveryTries, 1, 1_000);
        if (options.DeliveryRetries is null) errors.Add($"Tracking: {nameof(options.DeliveryRetries)} is missing: set a schedule.");
        CheckClients(errors, options);
        CheckRetention(errors, options);
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(ITrackingStore)) == false)
            errors.Add(
                "Tracking has no store: add UseSqlite(...), UsePostgreSql(...) or UseMySql(...) after AddPaymentTracking, from the package "
                + "of that name.");
        foreach (var handler in services.GetServices<HandlerSource>().GroupBy(source => source.Name).Where(one => one.Count() > 1))
            errors.Add(
                $"Tracking: handler {handler.Key} is added in more than one way, for example with AddStatusChangeHandler and with "
                + "AddTransactionalStatusChangeHandler. The store records by this name which handlers have completed a change: add the "
                + "handler once, or use two classes with different names.");
        return OptionErrorText.Result(errors);
    }

    private void CheckClients(List<string> errors, TrackingOptions options)
    {
        if (services.GetService<ITransactionStatusClientFactory>() is not { } clients)
        {
            errors.Add("Tracking has no clients: register them with AddPaymentStatus.");
            return;
        }

        foreach (var (name, client) in options.Clients)
        {
            if (!clients.Names.Contains(name, StringComparer.Ordinal))
                errors.Add(
                    $"Tracking: Clients names '{name}', which is not registered. Registered are: {string.Join(", ", clients.Names)}.");
            if (client is null) errors.Add($"Tracking: Clients:{name} is missing: add settings, or remove the name.");
            if (client?.MaxConcurrentChecks is { } checks)
                Check(errors, $"Clients:{name}:{nameof(client.MaxConcurrentChecks)}", checks, 1, 1_000);
            if (client?.CheckTimeout is { } time)
                Check(errors, $"Clients:{name}:{nameof(client.CheckTimeout)}", time, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        }
    }

    // A deleted row is not checked any more, so its refund would not be found.
    private void CheckRetention(List<string> errors, TrackingOptions options)
    {
        foreach (var name in services.GetService<ITransactionStatusClientFactory>()?.Names ?? [])
        {
            if (SettledFor(name, options) is { } longest && longest > options.CompletedRetention)
                errors.Add(
                    $"Tracking: CompletedRetention is {options.CompletedRetention}, but payments of '{name}' are checked for {longest} "
                    + "after they are settled: increase CompletedRetention, or shorten Settled in the schedule.");
        }
    }

    private TimeSpan? SettledFor(string name, TrackingOptions options)
    {
        try
        {
            var schedule = (options.Clients.TryGetValue(name, out var own) ? own?.Schedule : null)
                ?? services.GetRequiredService<ITransactionStatusClientFactory>().Get(name).Metadata.Capabilities.Tracking;
            return schedule.Settled.Ages.Count == 0 ? null : schedule.Settled.Ages[^1];
        }
        catch (OptionsValidationException)
        {
            // The client's own errors are reported separately.
            return null;
        }
    }

    private static void Check<T>(List<string> errors, string name, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            errors.Add(Invariant($"Tracking: {name} is {value}; it must be from {min} to {max}."));
    }
}
