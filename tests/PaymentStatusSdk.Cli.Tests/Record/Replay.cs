using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Simulators.Recordings;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>Replays a recording as a user's test does.</summary>
internal static class Replay
{
    /// <summary>The folder of the recordings in the samples.</summary>
    public static string Samples { get; } = Path.GetFullPath("../../../samples/Recordings", Path.GetDirectoryName(ThisFile())!);

    public static async Task<IReadOnlyList<string>> RunAsync(string folder, CancellationToken cancellationToken)
    {
        await using var gateway = await RecordedGateway.StartAsync(GatewayRecording.Load(folder), cancellationToken);
        // Only Desjardins POSTs its answers.
        var host = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(host.ToString());
        builder.Logging.ClearProviders();
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(gateway.SettingsFor(gateway.Recording.Provider == "desjardins" ? host : null))
            .Build();
        builder.Services.AddPaymentStatus(gateways => _ = gateway.Recording.Provider switch
        {
            "convergegate" => gateways.AddConvergeGate("recorded", settings),
            "ppro" => gateways.AddPpro("recorded", settings),
            _ => gateways.AddDesjardins("recorded", settings),
        });
        await using var app = builder.Build();
        app.MapPaymentStatusCallbacks();
        await app.StartAsync(cancellationToken);
        var client = app.Services.GetRequiredService<ITransactionStatusClientFactory>().Get("recorded");
        return await gateway.ReplayAsync(client, cancellationToken);
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
