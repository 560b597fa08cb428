using System.Net;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Notifications;
using static System.FormattableString;

namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>Replays a recording over real HTTP on the loopback address, inside this process.</summary>
/// <remarks>
/// It answers a request that equals a recorded one with the recorded answer, each exchange once, in their order. Credentials, checksums,
/// session ids and callback addresses are not compared. A request that no exchange matches is answered with status 500. Thread-safe;
/// variables of concurrent sessions are not kept apart. Dispose of it to free the port.
/// </remarks>
public sealed class RecordedGateway : IAsyncDisposable
{
    private const int MaxRequestBytes = 1024 * 1024;
    private const string ResponseUrl = "response-url-";
    private const string Token = "token-";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly HttpClient _http = new(NotificationSender.CreateHandler(authority: null));
    private readonly List<RecordedExchange> _waiting;
    private readonly List<Task> _posts = [];
    private LoopbackServer? _server;

    private RecordedGateway(GatewayRecording recording)
    {
        Recording = recording;
        _waiting = [.. recording.Queries.SelectMany(query => query.Exchanges)];
    }

    /// <summary>The recording that is replayed.</summary>
    public GatewayRecording Recording { get; }

    /// <summary>The address to configure in a client.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The number of exchanges that have not been replayed yet.</summary>
    public int Remaining
    {
        get { lock (_lock) return _waiting.Count; }
    }

    /// <summary>The number of requests that matched no exchange.</summary>
    public int UnmatchedRequests { get; private set; }

    /// <summary>Starts to replay a recording on a free port.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<RecordedGateway> StartAsync(GatewayRecording recording, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var gateway = new RecordedGateway(recording);
        gateway._server = await LoopbackServer.StartAsync(0, configure: null, gateway.HandleAsync, cancellationToken).ConfigureAwait(false);
        gateway.Endpoint = new Uri(Invariant($"http://127.0.0.1:{gateway._server.Port}/"));
        return gateway;
    }

    /// <summary>Returns the settings for a client of this gateway, as keys and values of its configuration section.</summary>
    /// <param name="callbackBaseUrl">The address of the host, for a gateway that POSTs its answers; otherwise null.</param>
    public IReadOnlyDictionary<string, string?> SettingsFor(Uri? callbackBaseUrl = null)
    {
        var settings = Recording.Settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value, StringComparer.OrdinalIgnoreCase);
        settings["Endpoint"] = Endpoint.AbsoluteUri;
        if (callbackBaseUrl is not null) settings["PublicCallbackBaseUrl"] = callbackBaseUrl.AbsoluteUri;
        return settings;
    }

    /// <summary>Sends all recorded queries with a client of this gateway, and compares the results with the recorded ones.</summary>
    /// <param name="client">The client, with <see cref="SettingsFor"/> as its options.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>One line for each difference; empty when the adapter reads what was recorded.</returns>
    public async Task<IReadOnlyList<string>> ReplayAsync(ITransactionStatusClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var differences = new List<string>();
        foreach (var query in Recording.Queries)
        {
            var actual = await ReadAsync(client, query.ToQuery(), cancellationToken).ConfigureAwait(false);
            differences.AddRange(query.Expected.DifferencesTo(actual)
                .Select(difference => $"{query.MerchantReference ?? query.GatewayReference}: {difference}"));
        }

        if (UnmatchedRequests > 0) differences.Add(Invariant($"{UnmatchedRequests} requests match no recorded request."));
        if (Remaining > 0) differences.Add(Invariant($"{Remaining} recorded requests were not sent."));
        return differences;
    }

    /// <summary>Closes all connections and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_posts.ToArray()).ConfigureAwait(false);
        if (_server is not null) await _server.DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
    }

    private static async Task<RecordedReading> ReadAsync(
        ITransactionStatusClient client, TransactionQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return RecordedReading.Of(await client.GetStatusAsync(query, cancellationToken).ConfigureAwait(false));
        }
        catch (TransactionStatusException failure)
        {
            return RecordedReading.Of(failure);
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, MaxRequestBytes).ConfigureAwait(false);
        if (body is null || Take(context.Request.Method, body.Value) is not { } exchange)
        {
            lock (_lock) UnmatchedRequests++;
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        lock (_lock) _posts.Add(PostAsync(exchange));
        if (exchange.Status == 0) context.Abort();
        else await AnswerAsync(context, exchange).ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext context, RecordedExchange exchange)
    {
        if (exchange.AnswerHeaders.TryGetValue("Retry-After", out var retryAfter)) context.Response.Headers.RetryAfter = retryAfter;
        return AnswerDelivery.WriteAsync(
            context, exchange.Status, exchange.AnswerHeaders.GetValueOrDefault("Content-Type"), Fill(exchange.Answer));
    }

    private RecordedExchange? Take(string method, ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            var index = _waiting.FindIndex(
                one => one.Method == method && ExchangeTemplate.Matches(one.Request, body, _variables));
            if (index < 0) return null;
            var exchange = _waiting[index];
            _waiting.RemoveAt(index);
            return exchange;
        }
    }

    private byte[] Fill(ReadOnlyMemory<byte> recorded)
    {
        lock (_lock) return ExchangeTemplate.Fill(recorded, _variables);
    }

    private async Task PostAsync(RecordedExchange exchange)
    {
        if (AddressOf(ValueOf(exchange, ResponseUrl), ValueOf(exchange, Token)) is not { } url) return;
        foreach (var post in exchange.Posts)
        {
            using var content = new ByteArrayContent(Fill(post.Content));
            if (post.ContentType is { } type) content.Headers.TryAddWithoutValidation("Content-Type", type);
            try
            {
                using var response = await _http.PostAsync(url, content).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Unreachable, or no answer in time. The query then fails with CallbackTimeout, which the comparison reports.
            }
        }
    }

    /// <summary>Returns the address of the merchant, or null when nothing must be sent to it.</summary>
    /// <param name="address">The address in the request, with XML entities.</param>
    /// <param name="token">The token in the request; null means that there is none.</param>
    internal static Uri? AddressOf(string? address, string? token)
    {
        // A recording must not send messages to other machines. A path is an absolute address, too, with another scheme.
        Uri.TryCreate(WebUtility.HtmlDecode(address), UriKind.Absolute, out var url);
        if (url is not { IsLoopback: true, Scheme: "http" or "https" }) return null;
        return token is null ? url : new Uri($"{url.AbsoluteUri}{(url.Query.Length > 0 ? '&' : '?')}token={token}");
    }

    private string? ValueOf(RecordedExchange exchange, string beginning)
    {
        if (ExchangeTemplate.FindVariable(exchange.Request, beginning) is not { } name) return null;
        lock (_lock) return _variables.GetValueOrDefault(name);
    }
}
