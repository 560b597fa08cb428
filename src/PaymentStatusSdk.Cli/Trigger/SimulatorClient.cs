using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Trigger;

/// <summary>Calls the control API of running simulators.</summary>
internal sealed class SimulatorClient(Uri control, string gateway) : IDisposable
{
    // The control API listens on the loopback address: a proxy of the machine must not see the call.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, body: null, cancellationToken);

    public Task<JsonNode> PutAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, body, cancellationToken);

    public Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(control, $"/control/{gateway}{path}"));
            if (body is not null) request.Content = JsonContent.Create(body);
            using var response = await _http.SendAsync(request, cancellationToken);
            var json = (await response.Content.ReadFromJsonAsync<JsonNode>(JsonSerializerOptions.Strict, cancellationToken))!;
            if (response.IsSuccessStatusCode) return json;
            var isConflict = response.StatusCode == HttpStatusCode.Conflict;
            throw new CliException(
                isConflict ? ExitCode.Refused : ExitCode.NoSuchRecord,
                json["error"]?.GetValue<string>() ?? Invariant($"The simulator answered {(int)response.StatusCode}."),
                isConflict ? "Choose a state that can follow, or add --force." : "Check the reference and the state.");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new CliException(
                ExitCode.Unreachable, $"No simulator answers at {control}.",
                $"Start '{CliApplication.Name} simulate' first, or name its control API with --control.");
        }
    }
}
