using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests;

public class TrackingOptionsValidatorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // In development the container validates all registrations when it is built, too early for a helpful message.
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Host_without_a_store_fails_with_a_hint(string environment)
    {
        var builder = Hosting.Builder(environment);
        builder.Services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", options =>
        {
            options.Endpoint = new Uri("http://127.0.0.1:1/");
            (options.ApiUser, options.ApiPassword, options.ApiKey) = ("apiuser", "apipassword", "apikey");
        }));
        builder.Services.AddPaymentTracking();

        var refused = await RefusedAsync(builder);

        Assert.Contains("UseSqlite", refused.Message, StringComparison.Ordinal);
        Assert.Contains("UsePostgreSql", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Host_without_clients_fails_with_a_hint(string environment)
    {
        var builder = Hosting.Builder(environment);
        builder.Services.AddPaymentTracking().UseMemory(new MemoryStore());

        Assert.Contains("AddPaymentStatus", (await RefusedAsync(builder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Class_that_is_added_as_a_plain_and_as_a_transactional_handler_is_refused(bool isPlainFirst)
    {
        var builder = Hosting.Builder();
        builder.Services.AddScripted(new ScriptedTransactionStatusClient("cards"));
        var tracking = builder.Services.AddPaymentTracking().UseMemory(new MemoryStore());
        if (isPlainFirst) tracking.AddStatusChangeHandler<Both>();
        tracking.AddTransactionalStatusChangeHandler<Both>().AddTransactionalStatusChangeHandler<Both>();
        if (!isPlainFirst) tracking.AddStatusChangeHandler<Both>();

        Assert.Contains($"{typeof(Both)} is added in more than one way", (await RefusedAsync(builder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_errors_are_reported_in_one_message()
    {
        var builder = Hosting.Builder();
        builder.Services.AddScripted(new ScriptedTransactionStatusClient("cards"));
        builder.Services.AddPaymentTracking(options =>
        {
            options.NotificationInterval = TimeSpan.FromSeconds(-1);
            options.PollInterval = TimeSpan.FromMilliseconds(9);
            options.Lease = TimeSpan.FromHours(2);
            options.HandlerTimeout = TimeSpan.Zero;
            options.CompletedRetention = TimeSpan.FromMinutes(1);
            options.DeliveredRetention = TimeSpan.FromDays(4_000);
            options.MaintenanceInterval = TimeSpan.FromDays(2);
            options.MaxLag = TimeSpan.FromMilliseconds(1);
            options.MaxClockDifference = TimeSpan.Zero;
            options.MaxConcurrentDeliveries = 0;
            options.MaxDeliveryTries = 1_001;
            options.DeliveryRetries = null!;
            options.Clients["card"] = new ClientTrackingOptions { MaxConcurrentChecks = 0 };
            options.Clients["cards"] = null!;
        });

        var failures = (await RefusedAsync(builder)).Message.Split(Environment.NewLine);

        string[] named =
        [
            "NotificationInterval", "PollInterval", "Lease", "HandlerTimeout", "CompletedRetention", "DeliveredRetention",
            "MaintenanceInterval", "MaxLag", "MaxClockDifference", "MaxConcurrentDeliveries",
            "MaxDeliveryTries", "DeliveryRetries", "'card', which is not registered. Registered are: cards",
            "Clients:card:MaxConcurrentChecks", "Clients:cards is missing", "UseSqlite",
        ];
        Assert.Equal(named.Length, failures.Length);
        Assert.All(named, name => Assert.Single(failures, failure => failure.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Transactions_are_kept_as_long_as_they_are_checked()
    {
        var builder = Hosting.Builder();
        builder.Services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", options =>
        {
            options.Endpoint = new Uri("http://127.0.0.1:1/");
            (options.ApiUser, options.ApiPassword, options.ApiKey) = ("apiuser", "apipassword", "apikey");
        }));
        builder.Services.AddPaymentTracking(options => options.CompletedRetention = TimeSpan.FromDays(90)).UseMemory(new MemoryStore());

        var refused = await RefusedAsync(builder);

        Assert.Contains(
            "CompletedRetention is 90.00:00:00, but payments of 'cards' are checked for 180.00:00:00", refused.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Host_with_a_complete_configuration_starts(string environment)
    {
        var builder = Hosting.Builder(environment);
        builder.Services.AddScripted(new ScriptedTransactionStatusClient("cards"));
        builder.Services.AddPaymentTracking().UseMemory(new MemoryStore());
        using var host = builder.Build();

        await host.StartAsync(Ct);
        await host.StopAsync(Ct);
    }

    private static async Task<OptionsValidationException> RefusedAsync(HostApplicationBuilder builder) =>
        await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            using var host = builder.Build();
            await host.StartAsync(Ct);
        });

    private sealed class Both : IStatusChangeHandler, ITransactionalStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
