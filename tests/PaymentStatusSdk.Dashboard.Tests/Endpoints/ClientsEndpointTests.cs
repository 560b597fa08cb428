using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Dashboard.Tests.Endpoints;

/// <summary>The page of the clients collects what is known about each of them.</summary>
public sealed class ClientsEndpointTests
{
    private static readonly ActiveCount[] Active =
    [
        new("ppro", PaymentState.Pending, 2), new("cards", PaymentState.Captured, 1), new("cards", PaymentState.Pending, 3),
    ];

    [Fact]
    public async Task Clients_of_the_instance_and_of_the_store_are_in_the_order_of_their_names()
    {
        var store = MeasuredStore.CreateStore();
        ((MeasuredStore)(object)store).Figures = new TrackingFigures(Active, null, null, 0)
        {
            NextCheckAt = new Dictionary<string, DateTimeOffset> { ["cards"] = Sample.Now.AddMinutes(1) },
        };
        var health = new GatewayHealth { IsCircuitOpen = true, LastSuccessAt = Sample.Now.AddMinutes(-3) };
        await using var test = new TestRequest([], services => services
            .AddMetrics()
            .AddSingleton<ITransactionStatusClientFactory>(new ScriptedClients(
                new ScriptedTransactionStatusClient("shop"), new ScriptedTransactionStatusClient("cards")))
            .AddSingleton<ITrackingPauseSource>(new Pauses())
            .AddKeyedSingleton<IGatewayHealthSource>("cards", new Health(health))
            .AddSingleton(store)
            .AddSingleton<StoreFigures>()
            .AddSingleton<CheckRecorder>());
        var intervals = test.Context.RequestServices.GetRequiredService<CheckRecorder>().Read("cards");

        await Clients.ShowAsync(test.Of(Sample.Reader));

        ClientModel[] expected =
        [
            new("cards", "scripted", health, null, [Active[1], Active[2]], Sample.Now.AddMinutes(1), intervals),
            new("ppro", null, null, TimeSpan.FromSeconds(90), [Active[0]], null, intervals),
            new("shop", "scripted", null, null, [], null, intervals),
        ];
        Assert.Contains(await Rendered.TextAsync(ClientsPage.Content(Sample.Reader, expected)), test.Text, StringComparison.Ordinal);
        Assert.Contains("<title>Clients - Payment status</title>", test.Text, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\">Clients</a>", test.Text, StringComparison.Ordinal);
        Assert.Equal([Sample.Now], ((MeasuredStore)(object)store).Times);
    }

    private sealed class Pauses : ITrackingPauseSource
    {
        public TimeSpan? PauseLeft(string clientName) => clientName == "ppro" ? TimeSpan.FromSeconds(90) : null;
    }

    private sealed class Health(GatewayHealth health) : IGatewayHealthSource
    {
        public GatewayHealth Read() => health;
    }
}
