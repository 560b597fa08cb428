using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Cli.Tests.Queries;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Tests.Payments;

/// <summary>A merchant's host with its store: it tracks payments of simulated gateways, and its handler can fail.</summary>
internal sealed class TrackedShop : IStatusChangeHandler, IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TrackedShop(SimulatedMerchant merchant, Action<PaymentTrackingBuilder> useStore)
    {
        Merchant = merchant;
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", options =>
        {
            options.Endpoint = merchant.Cards.Endpoint;
            options.ApiUser = merchant.Cards.ApiUser;
            options.ApiPassword = merchant.Cards.ApiPassword;
            options.ApiKey = merchant.Cards.ApiKey;
        }));
        var tracking = services.AddPaymentTracking(options => options.MaxDeliveryTries = 1);
        useStore(tracking);
        services.AddSingleton<IStatusChangeHandler>(this);
        _services = services.BuildServiceProvider();
    }

    public SimulatedMerchant Merchant { get; }

    /// <summary>Whether the handler of the host throws.</summary>
    public bool IsBroken { get; set; }

    public ITransactionTracker Tracker => _services.GetRequiredService<ITransactionTracker>();

    public static async Task<TrackedShop> OpenAsync(
        string kind, string connectionString, Action<PaymentTrackingBuilder> useStore, CancellationToken cancellationToken)
    {
        var merchant = await SimulatedMerchant.StartAsync(cancellationToken);
        merchant.Settings["ConnectionStrings"] = new JsonObject { ["Payments"] = connectionString };
        merchant.Settings["PaymentStatusTool"] = new JsonObject { ["Store"] = new JsonObject { ["Kind"] = kind } };
        merchant.Folder.Write(merchant.Settings);
        return new TrackedShop(merchant, useStore);
    }

    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) =>
        IsBroken ? throw new InvalidOperationException("canary-secret-handler") : Task.CompletedTask;

    /// <summary>Puts a payment at the gateway and tracks it. Its first check is due.</summary>
    public Task<TrackedTransaction> TrackAsync(string reference, string state, CancellationToken cancellationToken)
    {
        Merchant.PutCard(reference, state);
        var query = TransactionQuery.ByMerchantReference(reference) with { SubmittedAt = DateTimeOffset.UnixEpoch };
        return Tracker.TrackAsync("cards", query, cancellationToken: cancellationToken);
    }

    /// <summary>Makes the checks and deliveries that are due, as a worker of the host does.</summary>
    public Task WorkAsync(CancellationToken cancellationToken) =>
        _services.GetRequiredService<ITrackingRunner>().RunOnceAsync(new TrackingRunBudget { RunsMaintenance = false }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Merchant.DisposeAsync();
    }
}
