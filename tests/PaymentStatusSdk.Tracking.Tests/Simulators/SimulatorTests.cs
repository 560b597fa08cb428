using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Simulators;

/// <summary>The complete flow: a simulated gateway, its notifications, the store and the handlers.</summary>
public sealed class SimulatorTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Card_payment_is_tracked_and_its_refund_reported_after_a_notification()
    {
        await using var web = await MerchantWeb.StartAsync();
        await using var gateway = await ConvergeGateSimulator.StartAsync(
            new ConvergeGateSimulatorOptions { TimeProvider = _stage.Time }, Ct);
        gateway.NotificationUrl = new Uri(web.Address, "callbacks/cards");
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "5d3c", MerchantTransId = "O1", State = "PENDING" });
        var worker = await _stage.StartAsync(
            services => services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", options =>
            {
                options.Endpoint = gateway.Endpoint;
                (options.ApiUser, options.ApiPassword, options.ApiKey) = (gateway.ApiUser, gateway.ApiPassword, gateway.ApiKey);
            })),
            options => options.NotificationInterval = TimeSpan.Zero, 1, _stage.Shop);
        web.Services = worker.Services;
        var row = await worker.Tracker.TrackAsync(
            "cards",
            TransactionQuery.ByMerchantReference("O1") with { Kind = TransactionKind.Purchase, SubmittedAt = _stage.Now }, null, Ct);
        await UntilAsync(() => _stage.Shop.Handled.Count == 1, "it is pending");

        // The clock does not move: the following changes are caused by notifications only.
        gateway.Move("5d3c", "CAPTURED");
        await UntilAsync(() => _stage.Shop.Handled.Count == 2, "it is paid");
        Assert.Equal(TrackingStatus.Completed, _stage.Shop.Handled.Last().Transaction.Status);
        gateway.Move("5d3c", "REVERSED");
        await UntilAsync(() => _stage.Shop.Handled.Count == 3, "it is reversed");

        Assert.Equal(
            [PaymentVerdict.Undecided, PaymentVerdict.Success, PaymentVerdict.Returned],
            _stage.Shop.Handled.Select(change => change.Transaction.Verdict));
        Assert.All(
            _stage.Shop.Handled, change => Assert.Equal((row.Id, "5d3c"), (change.Transaction.Id, change.Transaction.GatewayReference)));
        Assert.Equal(_stage.Now, row.TrackedAt);
    }

    [Fact]
    public async Task Ten_Desjardins_transactions_share_an_exchange()
    {
        const string Key = "0123456789abcdef0123456789abcdef";
        await using var web = await MerchantWeb.StartAsync();
        await using var gateway = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { MerchantId = "1234567890", MerchantKey = Key, TimeProvider = _stage.Time }, Ct);
        Action<IServiceCollection> clients = services => services.AddPaymentStatus(gateways => gateways.AddDesjardins("dips", options =>
        {
            (options.Endpoint, options.PublicCallbackBaseUrl) = (gateway.Endpoint, web.Address);
            (options.MerchantId, options.MerchantKey) = ("1234567890", Key);
        }));
        var front = await _stage.StartAsync(clients, options => options.RunWorker = false, 0);
        for (var i = 0; i < 10; i++)
        {
            gateway.Put(SimulatedDipsTransaction.Of($"order{i}", i % 2 == 0 ? DipsOutcome.Approved : DipsOutcome.Declined));
            await front.Tracker.TrackAsync(
                "dips", TransactionQuery.ByMerchantReference($"order{i}") with
                {
                    Kind = TransactionKind.Purchase,
                    SubmittedAt = _stage.Now.AddHours(-1),
                }, null, Ct);
        }

        web.Services = front.Services;
        await _stage.StartAsync(clients, null, 1, _stage.Shop);
        // Step 4 arrives at the other host and is routed through the store, which the worker polls.
        await _stage.PollUntilAsync(() => _stage.Shop.Handled.Count == 10);

        // The queries that joined during the login of the first; one may have been too late.
        Assert.InRange(gateway.Exchanges, 1, 2);
        Assert.All(_stage.Shop.Handled, change => Assert.Equal(
            change.Transaction.MerchantReference![^1] % 2 == 0 ? PaymentVerdict.Success : PaymentVerdict.Failure,
            change.Transaction.Verdict));
    }
}
