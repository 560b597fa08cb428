using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The common parts of all simulators: options, recorded requests, and requests that are not queries.</summary>
public sealed class GatewaySimulatorTests : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public void Defaults_are_as_documented()
    {
        var options = new PproSimulatorOptions();

        Assert.Equal((0, 1000, 256 * 1024), (options.Port, options.RecordingLimit, options.MaxRequestBodyBytes));
        Assert.Equal(TimeSpan.FromSeconds(30), options.NotificationTimeout);
        Assert.Same(TimeProvider.System, options.TimeProvider);
    }

    [Fact]
    public void Values_out_of_range_are_refused_and_the_limits_accepted()
    {
        Assert.Equal("Port", ErrorOf(new() { Port = -1 }));
        Assert.Equal("Port", ErrorOf(new() { Port = 65536 }));
        Assert.Equal("RecordingLimit", ErrorOf(new() { RecordingLimit = -1 }));
        Assert.Equal("RecordingLimit", ErrorOf(new() { RecordingLimit = 1_000_001 }));
        Assert.Equal("MaxRequestBodyBytes", ErrorOf(new() { MaxRequestBodyBytes = 1023 }));
        Assert.Equal("MaxRequestBodyBytes", ErrorOf(new() { MaxRequestBodyBytes = 16 * 1024 * 1024 + 1 }));
        Assert.Equal("NotificationTimeout", ErrorOf(new() { NotificationTimeout = TimeSpan.Zero }));
        Assert.Equal("TimeProvider", ErrorOf(new() { TimeProvider = null! }));
        Assert.Null(ErrorOf(new()));
        Assert.Null(ErrorOf(
            new() { Port = 0, RecordingLimit = 0, MaxRequestBodyBytes = 1024, NotificationTimeout = TimeSpan.FromTicks(1) }));
        Assert.Null(ErrorOf(
            new() { Port = 65535, RecordingLimit = 1_000_000, MaxRequestBodyBytes = 16 * 1024 * 1024, ConcurrencyLimit = 1 }));

        static string? ErrorOf(PproSimulatorOptions options)
        {
            try
            {
                options.Validate();
                return null;
            }
            catch (ArgumentException exception)
            {
                return exception.ParamName;
            }
        }
    }

    [Fact]
    public async Task Port_in_use_is_refused_and_free_after_the_end()
    {
        // Not an ephemeral port, which another process could take before the second start.
        var options = new PproSimulatorOptions { Port = FreePort.Find() };
        var first = await StartAsync(options);

        await Assert.ThrowsAsync<IOException>(() => PproSimulator.StartAsync(options, Ct));
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using var second = await PproSimulator.StartAsync(options, Ct);

        Assert.Equal(first.Endpoint, second.Endpoint);
    }

    [Fact]
    public async Task Request_is_recorded_as_received()
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Endpoint, "/?a=1")) { Content = PproQuery.ByTxId("1") };
        request.Headers.Add("X-Two", ["1", "2"]);
        var body = await request.Content.ReadAsStringAsync(Ct);

        using var response = await _http.SendAsync(request, Ct);

        var recorded = Assert.Single(gateway.Received);
        Assert.Equal((1L, _clock.GetUtcNow(), "POST", "/"), (recorded.Number, recorded.ReceivedAt, recorded.Method, recorded.Path));
        Assert.Equal(("application/x-www-form-urlencoded", RequestCarrier.Form), (recorded.ContentType, recorded.Carrier));
        Assert.Equal(body, recorded.Text);
        Assert.Equal(body, Encoding.UTF8.GetString(recorded.Body.Span));
        Assert.Equal(("1, 2", $"{body.Length}"), (recorded.Headers["x-two"], recorded.Headers["CONTENT-LENGTH"]));
        Assert.Null(recorded.ClientCertificateThumbprint);
        Assert.Equal($"#1 POST / ({body.Length} bytes)", recorded.ToString());
    }

    [Fact]
    public async Task Only_the_latest_requests_are_kept_and_all_are_counted()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions { RecordingLimit = 2 });
        var (second, fourth) = (gateway.WaitForRequestsAsync(2, Ct), gateway.WaitForRequestsAsync(4, Ct));

        for (var i = 0; i < 3; i++) await GetAsync(gateway, $"/{i}");
        await second;
        Assert.False(fourth.IsCompleted);
        Assert.Equal([(2L, "/1"), (3L, "/2")], gateway.Received.Select(one => (one.Number, one.Path)));
        gateway.ClearReceived();
        Assert.Empty(gateway.Received);
        Assert.Equal(3, gateway.ReceivedCount);
        await GetAsync(gateway, "/3");
        await fourth;

        Assert.Equal(4, Assert.Single(gateway.Received).Number);
        Assert.True(gateway.WaitForRequestsAsync(4, Ct).IsCompleted);
        Assert.False(gateway.WaitForRequestsAsync(5, Ct).IsCompleted);
    }

    [Fact]
    public async Task Requests_are_counted_without_being_recorded()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions { RecordingLimit = 0 });

        await GetAsync(gateway, "/");

        Assert.Empty(gateway.Received);
        Assert.Equal(1, gateway.ReceivedCount);
        Assert.True(gateway.WaitForRequestsAsync(1, Ct).IsCompleted);
    }

    [Theory]
    [InlineData(1024, false, HttpStatusCode.OK)]
    [InlineData(1025, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1024, true, HttpStatusCode.OK)]
    [InlineData(1025, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_over_the_limit_is_refused_and_not_recorded(int length, bool isChunked, HttpStatusCode status)
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions { MaxRequestBodyBytes = 1024 });
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.Endpoint)
        {
            Content = new StringContent(new string('a', length), Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await _http.SendAsync(request, Ct);

        Assert.Equal(status, response.StatusCode);
        var isRefused = status != HttpStatusCode.OK;
        Assert.Equal(isRefused ? 0 : length, Assert.Single(gateway.Received).Body.Length);
        Assert.Equal(isRefused, response.Headers.ConnectionClose == true);
    }

    [Fact]
    public async Task Request_that_is_not_a_query_gets_the_status_of_its_defect()
    {
        await using var gateway = await StartAsync();
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");

        using var method = await _http.GetAsync(gateway.Endpoint, Ct);
        using var type = await _http.PostAsync(gateway.Endpoint, json, Ct);
        using var path = await _http.PostAsync(new Uri(gateway.Endpoint, "/missing"), PproQuery.ByTxId("1"), Ct);
        using var both = await _http.GetAsync(new Uri(gateway.Endpoint, "/missing"), Ct);

        Assert.Equal([405, 415, 404, 404], new[] { method, type, path, both }.Select(one => (int)one.StatusCode));
        Assert.Equal(["POST"], method.Content.Headers.Allow);
        Assert.All(new[] { type, path, both }, one => Assert.Empty(one.Content.Headers.Allow));
        Assert.All(gateway.Received, one => Assert.Equal(RequestCarrier.Unknown, one.Carrier));
        Assert.False(method.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Form_in_a_request_of_another_method_is_no_query()
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, gateway.Endpoint) { Content = PproQuery.ByTxId("1") };

        using var response = await _http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(RequestCarrier.Unknown, Assert.Single(gateway.Received).Carrier);
    }

    [Fact]
    public async Task Request_that_waits_has_no_answer_when_the_simulator_ends()
    {
        var gateway = await StartAsync();
        var hold = new FaultHold();
        gateway.Faults.Next(SimulatedFault.Hold(hold));
        // The server could still answer until this work ends.
        var release = new TaskCompletionSource();
        gateway.Notifier.StartInBackground(() => release.Task);
        var held = _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
        await hold.WaitForArrivalsAsync(1, Ct);

        var end = gateway.DisposeAsync().AsTask();

        await Assert.ThrowsAsync<HttpRequestException>(() => held);
        release.SetResult();
        await end;
    }

    [Theory]
    [InlineData(200, "application/x-www-form-urlencoded", "Application/X-Www-Form-Urlencoded")]
    [InlineData(415, "application/x-www-form-urlencoded", "text/plain")]
    [InlineData(415, "application/x-www-form-urlencoded; charset=utf-8", "text/plain")]
    public async Task Equal_content_types_count_once(int status, params string[] contentTypes)
    {
        await using var gateway = await StartAsync();

        var answer = await DoubledHeader.PostAsync(gateway.Endpoint, "a=b", Ct, contentTypes);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_and_notification_address_are_those_of_the_options()
    {
        await using var gateway = await StartAsync(new PproSimulatorOptions { NotificationUrl = new Uri("http://127.0.0.1:9/n") });

        Assert.Same(_clock, gateway.TimeProvider);
        Assert.Equal(new Uri("http://127.0.0.1:9/n"), gateway.NotificationUrl);
        gateway.NotificationUrl = null;
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });
        Assert.False(gateway.Notify("1"));
        Assert.False(gateway.Notify("2"));
    }

    private async Task GetAsync(PproSimulator gateway, string path)
    {
        using var response = await _http.GetAsync(new Uri(gateway.Endpoint, path), Ct);
    }

    private Task<PproSimulator> StartAsync(PproSimulatorOptions? options = null)
    {
        options ??= new PproSimulatorOptions();
        options.TimeProvider = _clock;
        return PproSimulator.StartAsync(options, Ct);
    }
}
