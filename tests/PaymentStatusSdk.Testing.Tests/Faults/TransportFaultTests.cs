using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Faults;

public sealed class TransportFaultTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();
    private ConvergeGateSimulator _gateway = null!;
    private byte[] _right = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await ConvergeGateSimulator.StartAsync(new ConvergeGateSimulatorOptions { TimeProvider = _clock }, Ct);
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "CAPTURED" });
        using var response = await SendQueryAsync();
        _right = await response.Content.ReadAsByteArrayAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Reset_before_answer_breaks_the_request()
    {
        _gateway.Faults.Next(SimulatedFault.ResetBeforeAnswer);

        await Assert.ThrowsAsync<HttpRequestException>(SendQueryAsync);
        Assert.Equal(_right, await BytesAsync());
    }

    [Fact]
    public async Task Reset_halfway_breaks_the_body()
    {
        _gateway.Faults.Next(SimulatedFault.ResetHalfway);

        using var response = await SendQueryAsync();

        Assert.Equal(_right.Length, response.Content.Headers.ContentLength);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task Truncated_body_is_half_of_the_answer()
    {
        _gateway.Faults.Next(SimulatedFault.TruncatedBody);

        Assert.Equal(_right[..(_right.Length / 2)], await BytesAsync());
    }

    [Fact]
    public async Task Endless_body_continues_after_the_answer()
    {
        _gateway.Faults.Next(SimulatedFault.EndlessBody);

        using var response = await SendQueryAsync();
        await using var body = await response.Content.ReadAsStreamAsync(Ct);
        var start = new byte[4 * 1024 * 1024];
        await body.ReadExactlyAsync(start, Ct);

        Assert.Null(response.Content.Headers.ContentLength);
        Assert.Equal(_right, start[.._right.Length]);
        Assert.Equal((byte)' ', start[^1]);
    }

    [Fact]
    public async Task Huge_body_has_the_announced_length()
    {
        const int Size = 8 * 1024 * 1024;
        _gateway.Faults.Next(SimulatedFault.HugeBody(Size));

        using var response = await SendQueryAsync();

        Assert.Equal(Size, response.Content.Headers.ContentLength);
        Assert.Equal(Size, (await response.Content.ReadAsByteArrayAsync(Ct)).Length);
    }

    [Fact]
    public async Task Slow_drip_sends_one_byte_per_interval()
    {
        _gateway.Faults.Next(SimulatedFault.SlowDrip(TimeSpan.FromSeconds(3)));
        using var response = await SendQueryAsync();
        await using var body = await response.Content.ReadAsStreamAsync(Ct);
        var buffer = new byte[16];

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(1, await body.ReadAsync(buffer, Ct));
            Assert.Equal(_right[i], buffer[0]);
            await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(3), Ct);
        }
    }

    [Fact]
    public async Task Delay_waits_for_the_simulators_clock()
    {
        _gateway.Faults.Next(SimulatedFault.Delay(TimeSpan.FromMinutes(5)));
        var pending = BytesAsync();

        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromMinutes(5), Ct);
        Assert.False(pending.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(_right, await pending);
    }

    [Fact]
    public async Task Hold_delays_answers_until_released()
    {
        var hold = new FaultHold();
        _gateway.Faults.Always(SimulatedFault.Hold(hold));
        var pending = Enumerable.Range(0, 3).Select(_ => BytesAsync()).ToArray();

        await hold.WaitForArrivalsAsync(3, Ct);
        Assert.Equal(3, hold.Holding);
        Assert.DoesNotContain(pending, a => a.IsCompleted);
        hold.Release();

        Assert.All(await Task.WhenAll(pending), body => Assert.Equal(_right, body));
    }

    [Fact]
    public async Task Fault_can_be_delayed_and_held()
    {
        var hold = new FaultHold();
        _gateway.Faults.Next(SimulatedFault.Status(503).HeldBy(hold).After(TimeSpan.FromSeconds(7)));
        var pending = SendQueryAsync();

        await hold.WaitForArrivalsAsync(1, Ct);
        hold.Release();
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(7), Ct);

        using var response = await pending;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Empty_body_and_html_page_have_status_200()
    {
        _gateway.Faults.Next(SimulatedFault.EmptyBody, SimulatedFault.HtmlPage);

        using var empty = await SendQueryAsync();
        using var html = await SendQueryAsync();

        Assert.Equal((HttpStatusCode.OK, 0L), (empty.StatusCode, empty.Content.Headers.ContentLength));
        Assert.Equal((HttpStatusCode.OK, "text/html"), (html.StatusCode, html.Content.Headers.ContentType?.MediaType));
        Assert.Contains("<html>", await html.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(418)]
    [InlineData(502)]
    public async Task Status_is_the_configured_one(int status)
    {
        _gateway.Faults.Next(SimulatedFault.Status(status));

        using var response = await SendQueryAsync();

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Too_many_requests_has_a_retry_time()
    {
        var at = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
        _gateway.Faults.Next(
            SimulatedFault.TooManyRequests(), SimulatedFault.TooManyRequests(TimeSpan.FromSeconds(2.5)),
            SimulatedFault.TooManyRequests(at));

        using var plain = await SendQueryAsync();
        using var seconds = await SendQueryAsync();
        using var date = await SendQueryAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, plain.StatusCode);
        Assert.Null(plain.Headers.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(3), seconds.Headers.RetryAfter?.Delta);
        Assert.Equal(at, date.Headers.RetryAfter?.Date);
    }

    [Fact]
    public async Task Body_is_sent_byte_by_byte_with_its_type_and_status()
    {
        byte[] body = [0xFF, 0x00, 0x0A];
        _gateway.Faults.Next(
            SimulatedFault.Body(body, "application/octet-stream", 207), SimulatedFault.Body("é"),
            SimulatedFault.Body(body, contentType: null));

        using var bytes = await SendQueryAsync();
        using var text = await SendQueryAsync();
        using var untyped = await SendQueryAsync();

        Assert.Equal((207, "application/octet-stream"), ((int)bytes.StatusCode, bytes.Content.Headers.ContentType?.ToString()));
        Assert.Equal(body, await bytes.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("application/xml; charset=utf-8", text.Content.Headers.ContentType?.ToString());
        Assert.Equal("é"u8.ToArray(), await text.Content.ReadAsByteArrayAsync(Ct));
        Assert.Null(untyped.Content.Headers.ContentType);
    }

    [Fact]
    public async Task Dispose_ends_held_and_endless_answers()
    {
        var hold = new FaultHold();
        _gateway.Faults.Next(SimulatedFault.EndlessBody, SimulatedFault.Hold(hold), SimulatedFault.Delay(TimeSpan.FromDays(1)));
        using var endless = await SendQueryAsync();
        var held = BytesAsync();
        await hold.WaitForArrivalsAsync(1, Ct);
        var delayed = BytesAsync();
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromDays(1), Ct);

        await _gateway.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => held);
        await Assert.ThrowsAnyAsync<Exception>(() => delayed);
        await Assert.ThrowsAnyAsync<Exception>(() => endless.Content.ReadAsByteArrayAsync(Ct));
    }

    private Task<HttpResponseMessage> SendQueryAsync() => _http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, _gateway.Endpoint)
        {
            Content = new StringContent(ConvergeGateRequest.ByGateId("g-1"), Encoding.UTF8, "application/xml"),
        },
        HttpCompletionOption.ResponseHeadersRead,
        Ct);

    private async Task<byte[]> BytesAsync()
    {
        using var response = await SendQueryAsync();
        return await response.Content.ReadAsByteArrayAsync(Ct);
    }
}
