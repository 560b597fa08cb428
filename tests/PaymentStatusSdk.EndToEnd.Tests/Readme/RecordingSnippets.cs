using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class RecordingSnippets
{
    public static async Task<IReadOnlyList<string>> ReplayAsync(string folder, CancellationToken cancellationToken)
    {
        // snippet
        await using var gateway = await RecordedGateway.StartAsync(GatewayRecording.Load(folder), cancellationToken);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(gateway.SettingsFor()).Build();
        await using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", settings))
            .BuildServiceProvider();
        var client = services.GetRequiredService<ITransactionStatusClientFactory>().Get("cards");

        var differences = await gateway.ReplayAsync(client, cancellationToken);   // empty: the adapter reads what was recorded
        // end
        return differences;
    }
}
