using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>Replays a recording through the adapter, as a test will.</summary>
internal static class RecordingReplay
{
    /// <summary>Returns one line for each difference between the result and the recorded one.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(
        MerchantClient client, GatewayRecording recording, Uri? listen, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A recorded gateway sends messages to this machine only, and --listen may name another address.
        if (listen is not null) listen = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", listen.Port).Uri;
        await using var gateway = await RecordedGateway.StartAsync(recording, cancellationToken);
        var replayed = ReplaySettings.Apply(client, gateway.SettingsFor(listen));
        await using var connection = await MerchantConnection.OpenAsync(replayed, listen, clock, cancellationToken);
        return await gateway.ReplayAsync(connection.Client, cancellationToken);
    }
}
