using PaymentStatusSdk.Simulators.Recordings;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing.Tests.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Recordings;

/// <summary>The messages that a replayed gateway POSTs to the address in a request.</summary>
public sealed class RecordedPostTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private MerchantEndpoint _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _merchant = await MerchantEndpoint.StartAsync(null, Ct);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _merchant.DisposeAsync();
    }

    [Fact]
    public async Task Posts_are_sent_in_order_to_the_address_of_the_request_with_its_values()
    {
        await SendAsync(
            RecordingSample.Exchange("id={{id}}&url={{response-url-1}}", "") with
            {
                Posts = [RecordingSample.Post("1 {{id}}"), RecordingSample.Post("2 {{missing}}", contentType: null)],
            },
            $"id=7&url={_merchant.Url}?a=1&amp;b=2");

        var (first, second) = (await _merchant.NextAsync(Ct), await _merchant.NextAsync(Ct));
        Assert.Equal(("/dips/status/TOKEN?a=1&b=2", "text/xml", "1 7"), (first.Path, first.ContentType, first.Text));
        Assert.Equal(("/dips/status/TOKEN?a=1&b=2", "", "2 missing"), (second.Path, second.ContentType, second.Text));
        Assert.Equal(0, _merchant.Waiting);
    }

    [Fact]
    public async Task Token_of_the_request_is_in_the_address()
    {
        await SendAsync(
            RecordingSample.Exchange("{{other}} url={{response-url-1}} token={{token-1}}.", "") with
            {
                Posts = [RecordingSample.Post("1")],
            },
            $"x url={_merchant.Url} token=T1.");

        Assert.Equal("/dips/status/TOKEN?token=T1", (await _merchant.NextAsync(Ct)).Path);
    }

    [Theory]
    [InlineData("url={{response-url-1}}", "url=http://0.0.0.0:PORT/dips/status/TOKEN")]
    [InlineData("url={{response-url-1}}", "url=not an address")]
    [InlineData("url={{response-url-1}}", "url=/x")]
    [InlineData("url={{other-url}}", "url=http://127.0.0.1:PORT/dips/status/TOKEN")]
    public async Task Nothing_is_sent_to_another_machine_or_without_an_address(string recorded, string request)
    {
        var exchange = RecordingSample.Exchange(recorded, "") with { Posts = [RecordingSample.Post("1")] };

        await SendAsync(exchange, request.Replace("PORT", $"{_merchant.Url.Port}", StringComparison.Ordinal));

        Assert.Equal(0, _merchant.Waiting);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/a", "http://127.0.0.1:9/a", "http://127.0.0.1:9/a?token=T")]
    [InlineData("https://localhost/", "https://localhost/", "https://localhost/?token=T")]
    [InlineData("http://[::1]/?a=1&amp;b=2", "http://[::1]/?a=1&b=2", "http://[::1]/?a=1&b=2&token=T")]
    [InlineData("http://127.0.0.1/?", "http://127.0.0.1/?", "http://127.0.0.1/?&token=T")]
    [InlineData("http://192.0.2.1/", null, null)]
    [InlineData("https://merchant.example/", null, null)]
    [InlineData("ftp://127.0.0.1/", null, null)]
    [InlineData("file:///a", null, null)]
    [InlineData("/a", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void Messages_are_for_this_machine_over_http_only(string? address, string? expected, string? withToken)
    {
        Assert.Equal(expected, RecordedGateway.AddressOf(address, null)?.AbsoluteUri);
        Assert.Equal(withToken, RecordedGateway.AddressOf(address, "T")?.AbsoluteUri);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_of_the_merchant_is_not_followed(int status)
    {
        _merchant.ReplyNext(status, "", "/elsewhere");

        await SendAsync(
            RecordingSample.Exchange("url={{response-url-1}}", "") with { Posts = [RecordingSample.Post("1")] }, $"url={_merchant.Url}");

        Assert.Equal("/dips/status/TOKEN", (await _merchant.NextAsync(Ct)).Path);
        Assert.Equal(0, _merchant.Waiting);
    }

    [Fact]
    public async Task Nothing_is_sent_for_an_exchange_without_posts()
    {
        await SendAsync(RecordingSample.Exchange("url={{response-url-1}}", ""), $"url={_merchant.Url}");

        Assert.Equal(0, _merchant.Waiting);
    }

    [Fact]
    public async Task Merchant_that_is_down_does_not_fail_the_replay()
    {
        using var closed = new ClosedPort();

        await SendAsync(
            RecordingSample.Exchange("url={{response-url-1}}", "") with { Posts = [RecordingSample.Post("1"), RecordingSample.Post("2")] },
            $"url={closed.Address}");
    }

    // The end of the gateway waits for its posts.
    private async Task SendAsync(RecordedExchange exchange, string request)
    {
        await using var gateway = await RecordedGateway.StartAsync(RecordingSample.Of(exchange), Ct);
        using var answer = await _http.PostAsync(gateway.Endpoint, new StringContent(request), Ct);
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
