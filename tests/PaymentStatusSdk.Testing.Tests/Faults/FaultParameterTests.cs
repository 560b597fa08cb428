using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Faults;

/// <summary>The parameters of faults on the wire, their defaults, and what a delayed copy keeps.</summary>
public sealed class FaultParameterTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();
    private PproSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await PproSimulator.StartAsync(new PproSimulatorOptions { TimeProvider = _clock, ShuffleFields = false }, Ct);
        _gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "SUCCEEDED" });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Status_has_a_short_text()
    {
        var (response, text) = await SendAsync(SimulatedFault.Create(SimulatedFaultKind.Status));
        Assert.Equal((HttpStatusCode.InternalServerError, "Simulated status 500\n"), (response.StatusCode, text));
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        (response, text) = await SendAsync(SimulatedFault.Create(SimulatedFaultKind.Status, number: 404));
        Assert.Equal((HttpStatusCode.NotFound, "Simulated status 404\n"), (response.StatusCode, text));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task Status_that_has_no_body_is_sent_without_one(int status)
    {
        var (response, text) = await SendAsync(SimulatedFault.Status(status));

        Assert.Equal((status, ""), ((int)response.StatusCode, text));
        Assert.Null(response.Content.Headers.ContentType);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, "0")]
    [InlineData(1500, "2")]
    [InlineData(2000, "2")]
    public async Task Too_many_requests_rounds_the_seconds_up(int? milliseconds, string? seconds)
    {
        var fault = SimulatedFault.Create(
            SimulatedFaultKind.TooManyRequests, time: milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null);

        var (response, text) = await SendAsync(fault);

        Assert.Equal((HttpStatusCode.TooManyRequests, "Simulated quota\n"), (response.StatusCode, text));
        Assert.Equal(seconds, response.Headers.RetryAfter?.ToString());
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Body_has_the_type_of_the_gateway_and_status_200_unless_given()
    {
        var (response, text) = await SendAsync(SimulatedFault.Create(SimulatedFaultKind.Body));
        Assert.Equal((HttpStatusCode.OK, "", 0L), (response.StatusCode, text, response.Content.Headers.ContentLength));
        Assert.Equal("application/x-www-form-urlencoded", response.Content.Headers.ContentType?.ToString());
        (response, text) = await SendAsync(SimulatedFault.Create(SimulatedFaultKind.Body, "x", 207, contentType: "text/css"));
        Assert.Equal((207, "x", "text/css"), ((int)response.StatusCode, text, response.Content.Headers.ContentType?.ToString()));
    }

    [Fact]
    public async Task Page_of_html_is_a_maintenance_page()
    {
        var (response, text) = await SendAsync(SimulatedFault.HtmlPage);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>\n", text);
    }

    [Fact]
    public async Task Empty_and_truncated_bodies_have_the_type_of_the_gateway()
    {
        foreach (var fault in new[] { SimulatedFault.EmptyBody, SimulatedFault.TruncatedBody })
        {
            var (response, text) = await SendAsync(fault);
            Assert.Equal("application/x-www-form-urlencoded", response.Content.Headers.ContentType?.ToString());
            Assert.Equal(text.Length, response.Content.Headers.ContentLength);
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(70_000)]
    public async Task Huge_body_is_the_answer_cut_or_padded_with_blanks(int length)
    {
        var (_, right) = await SendAsync(null);
        right = right[..right.IndexOf("&RAND", StringComparison.Ordinal)];

        var (response, text) = await SendAsync(SimulatedFault.Create(SimulatedFaultKind.HugeBody, number: length));

        Assert.Equal(length, response.Content.Headers.ContentLength);
        Assert.Equal(length, text.Length);
        Assert.StartsWith(right[..Math.Min(length, right.Length)], text, StringComparison.Ordinal);
        if (length > 1000) Assert.Equal("", text[1000..].Trim(' '));
        Assert.Equal("application/x-www-form-urlencoded", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Default_huge_body_announces_a_gibibyte()
    {
        _gateway.Faults.Next(SimulatedFault.Create(SimulatedFaultKind.HugeBody));
        using var request = new HttpRequestMessage(HttpMethod.Post, _gateway.Endpoint) { Content = PproQuery.ByTxId("1") };

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);

        Assert.Equal(1024L * 1024 * 1024, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData(7, 7)]
    public async Task Delay_is_five_seconds_unless_given(int? seconds, int expected)
    {
        var fault = SimulatedFault.Create(SimulatedFaultKind.Delay, time: seconds is { } time ? TimeSpan.FromSeconds(time) : null);
        var pending = SendAsync(fault);

        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(expected), Ct);

        Assert.Contains("&TXID=1&", (await pending).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(3, 3)]
    public async Task Drip_is_one_byte_a_second_unless_given(int? seconds, int expected)
    {
        _gateway.Faults.Next(SimulatedFault.Create(
            SimulatedFaultKind.SlowDrip, time: seconds is { } time ? TimeSpan.FromSeconds(time) : null));
        using var request = new HttpRequestMessage(HttpMethod.Post, _gateway.Endpoint) { Content = PproQuery.ByTxId("1") };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);

        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(expected), Ct);
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(expected), Ct);

        Assert.NotNull(response.Content.Headers.ContentLength);
        Assert.Equal("application/x-www-form-urlencoded", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Delayed_and_held_copies_keep_all_parameters()
    {
        var hold = new FaultHold();
        hold.Release();
        var at = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

        var (body, text) = await SendAsync(SimulatedFault.Body("x", "text/css", 207).HeldBy(hold).After(TimeSpan.Zero));
        var (date, _) = await SendAsync(SimulatedFault.TooManyRequests(at).HeldBy(hold));
        var (_, state) = await SendAsync(SimulatedFault.UnknownState("NEWS").HeldBy(hold));
        var pending = SendAsync(SimulatedFault.SlowDrip(TimeSpan.FromSeconds(9)).HeldBy(hold));
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(9), Ct);

        Assert.Equal((207, "x", "text/css"), ((int)body.StatusCode, text, body.Content.Headers.ContentType?.ToString()));
        Assert.Equal(at, date.Headers.RetryAfter?.Date);
        Assert.Contains("&STATUS=NEWS", state, StringComparison.Ordinal);
        Assert.Equal(4, hold.Arrived);
        Assert.Equal(0, hold.Holding);
        await _gateway.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => pending);
        // A copy of a fault of one gateway is a fault of that gateway only.
        Assert.Throws<ArgumentException>(() => _gateway.Faults.Next(SimulatedFault.WrongAmount.HeldBy(hold)));
    }

    [Fact]
    public async Task Hold_counts_arrivals_and_the_requests_that_wait()
    {
        var hold = new FaultHold();
        _gateway.Faults.Always(SimulatedFault.Hold(hold));
        var (one, two) = (hold.WaitForArrivalsAsync(1, Ct), hold.WaitForArrivalsAsync(2, Ct));

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var abandoned = _http.PostAsync(_gateway.Endpoint, PproQuery.ByTxId("1"), leaving.Token);
        await one;
        Assert.False(two.IsCompleted);
        Assert.Equal((1, 1), (hold.Arrived, hold.Holding));
        var held = _http.PostAsync(_gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
        await two;
        Assert.True(hold.WaitForArrivalsAsync(2, Ct).IsCompleted);
        Assert.Equal((2, 2), (hold.Arrived, hold.Holding));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        hold.Release();
        using var answer = await held;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, hold.Arrived);
    }

    private async Task<(HttpResponseMessage Response, string Text)> SendAsync(SimulatedFault? fault)
    {
        _gateway.Faults.Next(fault);
        var response = await _http.PostAsync(_gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
        return (response, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Ct)));
    }
}
