using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>The limits of the options, without a host.</summary>
public sealed class TrackingOptionsLimitTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3_653);

    private static readonly (string Name, TimeSpan Min, TimeSpan Max, Action<TrackingOptions, TimeSpan> Set)[] Times =
    [
        ("PollInterval", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), (options, time) => options.PollInterval = time),
        ("NotificationInterval", TimeSpan.Zero, TenMinutes, (options, time) => options.NotificationInterval = time),
        ("Lease", Second, Hour, (options, time) => options.Lease = time),
        ("HandlerTimeout", Second, TenMinutes, (options, time) => options.HandlerTimeout = time),
        ("OverrunSlack", TimeSpan.Zero, TenMinutes, (options, time) => options.OverrunSlack = time),
        ("CompletedRetention", Hour, TenYears, (options, time) => options.CompletedRetention = time),
        ("DeliveredRetention", Hour, TenYears, (options, time) => options.DeliveredRetention = time),
        ("MaintenanceInterval", Second, Day, (options, time) => options.MaintenanceInterval = time),
        ("MaxLag", Second, Day, (options, time) => options.MaxLag = time),
        ("MaxClockDifference", Second, TenMinutes, (options, time) => options.MaxClockDifference = time),
        (
            "Clients:cards:CheckTimeout", Second, Day,
            (options, time) => options.Clients["cards"] = new ClientTrackingOptions { CheckTimeout = time }),
    ];

    private static readonly (string Name, Action<TrackingOptions, int> Set)[] Numbers =
    [
        ("MaxConcurrentDeliveries", (options, number) => options.MaxConcurrentDeliveries = number),
        ("MaxDeliveryTries", (options, number) => options.MaxDeliveryTries = number),
        (
            "Clients:cards:MaxConcurrentChecks",
            (options, number) => options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = number }),
    ];

    [Fact]
    public void Time_is_accepted_at_its_limits_and_refused_beyond()
    {
        using var services = Services().BuildServiceProvider();
        foreach (var (name, min, max, set) in Times)
        {
            Assert.Null(Error(min));
            Assert.Null(Error(max));
            foreach (var refused in new[] { min - Tick, max + Tick })
                Assert.Equal($"Tracking: {name} is {refused}; it must be from {min} to {max}.", Error(refused));

            string? Error(TimeSpan time) => Validate(services, options => set(options, time));
        }
    }

    [Fact]
    public void Number_is_accepted_at_its_limits_and_refused_beyond()
    {
        using var services = Services().BuildServiceProvider();
        foreach (var (name, set) in Numbers)
        {
            Assert.Null(Error(1));
            Assert.Null(Error(1_000));
            foreach (var refused in new[] { 0, 1_001 })
                Assert.Equal($"Tracking: {name} is {refused}; it must be from 1 to 1000.", Error(refused));

            string? Error(int number) => Validate(services, options => set(options, number));
        }
    }

    [Fact]
    public void Retries_of_deliveries_need_a_schedule()
    {
        using var services = Services().BuildServiceProvider();

        Assert.Equal(
            "Tracking: DeliveryRetries is missing: set a schedule.", Validate(services, options => options.DeliveryRetries = null!));
    }

    [Fact]
    public void Settings_of_a_client_need_its_exact_name()
    {
        using var services = Services().BuildServiceProvider();

        Assert.Equal(
            "Tracking: Clients names 'Cards', which is not registered. Registered are: cards, wallets.",
            Validate(services, options => options.Clients["Cards"] = new ClientTrackingOptions()));
        Assert.Equal(
            "Tracking: Clients:wallets is missing: add settings, or remove the name.",
            Validate(services, options => options.Clients["wallets"] = null!));
        Assert.Null(Validate(services, options => options.Clients["wallets"] = new ClientTrackingOptions()));
    }

    [Fact]
    public void Payments_are_kept_as_long_as_the_last_check_of_the_schedule()
    {
        using var services = Services(TimeSpan.FromDays(30), TimeSpan.FromDays(90)).BuildServiceProvider();
        var longer = new TrackingSchedule { Settled = new SettledSchedule(TimeSpan.FromDays(90) + Tick) };

        Assert.Null(Validate(services, options => options.CompletedRetention = TimeSpan.FromDays(90)));
        Assert.Equal(
            "Tracking: CompletedRetention is 89.00:00:00, but payments of 'wallets' are checked for 90.00:00:00 after they are settled: "
            + "increase CompletedRetention, or shorten Settled in the schedule.",
            Validate(services, options => options.CompletedRetention = TimeSpan.FromDays(89)));
        // A client's own schedule replaces the adapter's.
        Assert.Null(Validate(services, options =>
        {
            options.CompletedRetention = Hour;
            options.Clients["wallets"] = new ClientTrackingOptions { Schedule = new TrackingSchedule() };
        }));
        Assert.Contains("payments of 'cards' are checked for 90.00:00:00.0000001", Validate(services, options =>
        {
            options.CompletedRetention = TimeSpan.FromDays(90);
            options.Clients["cards"] = new ClientTrackingOptions { Schedule = longer };
        }), StringComparison.Ordinal);
        Assert.Contains("payments of 'wallets' are checked", Validate(services, options =>
        {
            options.CompletedRetention = TimeSpan.FromDays(89);
            options.Clients["wallets"] = new ClientTrackingOptions();
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void Client_whose_own_options_are_not_valid_has_no_error_here()
    {
        using var services = new ServiceCollection().AddSingleton<ITransactionStatusClientFactory>(new InvalidClients())
            .AddSingleton<ITrackingStore>(new MemoryStore()).BuildServiceProvider();

        Assert.Null(Validate(services));
    }

    [Fact]
    public void Missing_clients_and_a_missing_store_are_one_error_each()
    {
        using var none = new ServiceCollection().BuildServiceProvider();
        using var noClients = new ServiceCollection().AddSingleton<ITrackingStore>(new MemoryStore()).BuildServiceProvider();

        var errors = Validate(none)!.Split(Environment.NewLine);
        Assert.Equal(2, errors.Length);
        Assert.Contains("AddPaymentStatus", errors[0], StringComparison.Ordinal);
        Assert.Contains("UseSqlite", errors[1], StringComparison.Ordinal);
        Assert.Contains("UseMySql", errors[1], StringComparison.Ordinal);
        Assert.Equal("Tracking has no clients: register them with AddPaymentStatus.", Validate(noClients));
    }

    [Fact]
    public void Store_is_not_missed_in_a_container_that_does_not_list_its_services()
    {
        using var services = new ServiceCollection().AddScripted(new ScriptedTransactionStatusClient("cards")).BuildServiceProvider();

        Assert.Null(Validate(new Unlisted(services)));
        Assert.NotNull(Validate(services));
    }

    [Fact]
    public void Handler_is_refused_only_if_it_is_added_in_more_than_one_way()
    {
        var once = Services();
        once.AddPaymentTracking().AddStatusChangeHandler<Both>().AddStatusChangeHandler<Both>().AddStatusChangeHandler<Other>();
        var twice = Services();
        twice.AddPaymentTracking().AddStatusChangeHandler<Both>().AddTransactionalStatusChangeHandler<Both>();
        using var valid = once.BuildServiceProvider();
        using var refused = twice.BuildServiceProvider();

        Assert.Null(Validate(valid));
        Assert.StartsWith(
            $"Tracking: handler {typeof(Both)} is added in more than one way", Validate(refused), StringComparison.Ordinal);
    }

    /// <summary>Returns the errors; null for none.</summary>
    private static string? Validate(IServiceProvider services, Action<TrackingOptions>? configure = null)
    {
        var options = new TrackingOptions();
        configure?.Invoke(options);
        var result = new TrackingOptionsValidator(services).Validate(null, options);
        Assert.Equal(result.FailureMessage is null, result.Succeeded);
        return result.FailureMessage;
    }

    /// <summary>Two clients; the second is checked at the ages after it is settled.</summary>
    private static IServiceCollection Services(params TimeSpan[] ages) => new ServiceCollection()
        .AddScripted(
            new ScriptedTransactionStatusClient("cards"),
            new ScriptedTransactionStatusClient("wallets")
            {
                Capabilities = new GatewayCapabilities
                {
                    SupportsMerchantReference = true,
                    Tracking = new TrackingSchedule { Settled = new SettledSchedule(ages) },
                },
            })
        .AddSingleton<ITrackingStore>(new MemoryStore());

    private sealed class InvalidClients : ITransactionStatusClientFactory
    {
        public IReadOnlyList<string> Names => ["cards"];

        public ITransactionStatusClient Get(string name) => throw new OptionsValidationException(name, typeof(object), ["No."]);
    }

    private sealed class Unlisted(IServiceProvider inner) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(IServiceProviderIsService) ? null : inner.GetService(serviceType);
    }

    private sealed class Both : IStatusChangeHandler, ITransactionalStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Other : IStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
