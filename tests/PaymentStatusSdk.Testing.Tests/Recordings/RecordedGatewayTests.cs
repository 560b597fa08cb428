using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Testing.Tests.Recordings;

public sealed class RecordedGatewayTests : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Recorded_answer_is_sent_once_with_its_status_and_two_of_its_headers()
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange("a=1", "b=2", status: 429));

        using var answer = await PostAsync(gateway, "a=1");
        var remaining = gateway.Remaining;
        using var again = await PostAsync(gateway, "a=1");

        Assert.Equal("b=2", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal((429, 3L), ((int)answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
        Assert.False(answer.Headers.Contains("X-Other"));
        Assert.Equal((0, 0, 1), (remaining, gateway.Remaining, gateway.UnmatchedRequests));
        Assert.Equal(HttpStatusCode.InternalServerError, again.StatusCode);
    }

    [Fact]
    public async Task Answer_without_a_body_or_headers_is_empty()
    {
        await using var gateway = await StartAsync(
            RecordingSample.Exchange("a", "") with { AnswerHeaders = new Dictionary<string, string>() });

        using var answer = await PostAsync(gateway, "a");

        Assert.Equal((HttpStatusCode.OK, 0L), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Null(answer.Content.Headers.ContentType);
        Assert.Null(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Equal_requests_are_answered_in_the_order_of_the_recording()
    {
        await using var gateway = await StartAsync(
            RecordingSample.Exchange("other", "0"), RecordingSample.Exchange("a", "1"), RecordingSample.Exchange("a", "2"));

        Assert.Equal(("1", "2", "0"), (await TextAsync(gateway, "a"), await TextAsync(gateway, "a"), await TextAsync(gateway, "other")));
    }

    [Fact]
    public async Task Method_is_compared()
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange("", "found", method: "GET"));

        using var post = await PostAsync(gateway, "");
        using var get = await _http.GetAsync(gateway.Endpoint, Ct);

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.OK), (post.StatusCode, get.StatusCode));
    }

    [Theory]
    [InlineData("a.b", "axb")]
    [InlineData("a.b", "a.bc")]
    [InlineData("a.b", "ca.b")]
    [InlineData("a.b", "A.B")]
    [InlineData("x{{v-1}}y", "xy")]
    [InlineData("x{{v-1}}y{{v-1}}", "x1y2")]
    public async Task Request_that_differs_is_not_answered(string recorded, string request)
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange(recorded, ""));

        using var answer = await PostAsync(gateway, request);

        Assert.Equal((HttpStatusCode.InternalServerError, 1), (answer.StatusCode, gateway.Remaining));
    }

    [Fact]
    public async Task Variables_take_the_values_of_the_requests()
    {
        await using var gateway = await StartAsync(
            RecordingSample.Exchange("a={{session-key-1}}&b={{session-key-1}}&c={{x}}", "{{session-key-1}}/{{x}}/{{not-sent}}/{{X}}"),
            RecordingSample.Exchange("again {{session-key-1}} {{y}}.", "{{y}}{{x}}"));

        var first = await TextAsync(gateway, "a=1+&b=1+&c=line\nline");
        using var wrong = await PostAsync(gateway, "again 11 y.");
        var second = await TextAsync(gateway, "again 1+ \u00e9.");

        Assert.Equal("1+/line\nline/not-sent/{{X}}", first);
        Assert.Equal(HttpStatusCode.InternalServerError, wrong.StatusCode);
        Assert.Equal("\u00e9line\nline", second);
    }

    [Fact]
    public async Task Connection_ends_where_no_answer_was_recorded()
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange("a", "", status: 0));

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(gateway, "a"));

        Assert.Equal((0, 0), (gateway.Remaining, gateway.UnmatchedRequests));
    }

    [Fact]
    public async Task No_octet_is_sent_where_no_answer_was_recorded()
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange("a", "b", status: 0));

        Assert.Equal("", await RawRequest.PostAsync(gateway.Endpoint, "a", Ct));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task Status_without_a_body_is_replayed(int status)
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange("a", "", status: status));

        using var answer = await PostAsync(gateway, "a");

        Assert.Equal((status, (TimeSpan?)TimeSpan.FromSeconds(7)), ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task Several_gateways_have_ports_of_their_own()
    {
        await using var first = await StartAsync(RecordingSample.Exchange("a", "1"));
        await using var second = await StartAsync(RecordingSample.Exchange("a", "2"));

        Assert.Equal(("1", "2"), (await TextAsync(first, "a"), await TextAsync(second, "a")));
    }

    [Fact]
    public async Task Request_of_more_than_a_mebibyte_is_not_compared()
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange("{{x}}", "1"), RecordingSample.Exchange("{{y}}", "2"));

        Assert.Equal("1", await TextAsync(gateway, new string('a', 1024 * 1024)));
        using var answer = await PostAsync(gateway, new string('a', 1024 * 1024 + 1));

        Assert.Equal((HttpStatusCode.InternalServerError, 1), (answer.StatusCode, gateway.UnmatchedRequests));
    }

    [Fact]
    public async Task Settings_of_a_client_have_the_address_of_the_gateway()
    {
        await using var gateway = await StartAsync(RecordingSample.Exchange("a", "b"));

        var settings = gateway.SettingsFor();
        var withCallbacks = gateway.SettingsFor(new Uri("http://127.0.0.1:9/base"));

        Assert.Equal(("127.0.0.1", "http", "/"), (gateway.Endpoint.Host, gateway.Endpoint.Scheme, gateway.Endpoint.AbsolutePath));
        Assert.Equal(["Endpoint", "Login", "Password"], settings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            (gateway.Endpoint.AbsoluteUri, "user", "made-up"), (settings["endpoint"], settings["login"], settings["Password"]));
        Assert.Equal("http://127.0.0.1:9/base", withCallbacks["PublicCallbackBaseUrl"]);
        Assert.Equal(4, withCallbacks.Count);
    }

    [Fact]
    public async Task Replay_reports_each_difference_and_each_request_that_is_left()
    {
        var client = new ScriptedTransactionStatusClient("cards")
            .Answer("m-1", PaymentState.Captured).Fail("m-2", TransactionStatusErrorKind.Timeout).Answer("g-3", PaymentState.Captured);
        var right = RecordedReading.Of(await client.GetStatusAsync(TransactionQuery.ByMerchantReference("m-1"), Ct));
        var byGatewayReference = new RecordedQuery
        {
            GatewayReference = "g-3",
            Expected = right with { State = PaymentState.Pending, MerchantReference = null, GatewayReference = "g-3" },
            Exchanges = [],
        };
        await using var gateway = await RecordedGateway.StartAsync(
            RecordingSample.Of(
                RecordingSample.Query("m-1") with { Kind = TransactionKind.Unknown, Expected = right },
                RecordingSample.Query("m-2", RecordingSample.Exchange("a", "b")) with
                {
                    Expected = new RecordedReading { Failure = TransactionStatusErrorKind.Rejected },
                },
                byGatewayReference),
            Ct);
        using var unmatched = await PostAsync(gateway, "x");

        var differences = await gateway.ReplayAsync(client, Ct);

        Assert.Equal(
            [
                "m-2: Failure is Timeout, recorded was Rejected.", "g-3: State is Captured, recorded was Pending.",
                "1 requests match no recorded request.", "1 recorded requests were not sent.",
            ],
            differences);
    }

    [Fact]
    public async Task Replay_of_equal_results_has_no_differences()
    {
        var client = new ScriptedTransactionStatusClient("cards").Answer("m-1", PaymentState.Captured);
        var right = RecordedReading.Of(await client.GetStatusAsync(TransactionQuery.ByMerchantReference("m-1"), Ct));
        await using var gateway = await RecordedGateway.StartAsync(
            RecordingSample.Of(RecordingSample.Query("m-1") with { Kind = TransactionKind.Unknown, Expected = right }), Ct);

        Assert.Empty(await gateway.ReplayAsync(client, Ct));
    }

    private static Task<RecordedGateway> StartAsync(params RecordedExchange[] exchanges) =>
        RecordedGateway.StartAsync(RecordingSample.Of(exchanges), Ct);

    private Task<HttpResponseMessage> PostAsync(RecordedGateway gateway, string body) =>
        _http.PostAsync(gateway.Endpoint, new ByteArrayContent(Encoding.Latin1.GetBytes(body)), Ct);

    private async Task<string> TextAsync(RecordedGateway gateway, string body)
    {
        using var answer = await PostAsync(gateway, body);
        return Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Ct));
    }
}
