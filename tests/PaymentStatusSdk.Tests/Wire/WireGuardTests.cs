using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>One attempt sends one request, regardless of the merchant's message handlers.</summary>
public sealed class WireGuardTests
{
    public enum Handler
    {
        StandardResilience,
        StandardHedging,
        Repeating,
        TwoAtOnce,
        Swallowing,
    }

    public static TheoryData<Handler, bool> Handlers
    {
        get
        {
            var data = new TheoryData<Handler, bool>();
            foreach (var handler in Enum.GetValues<Handler>())
            {
                data.Add(handler, true);
                data.Add(handler, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Handler_that_sends_again_is_blocked_and_named(Handler handler, bool isRepeatable)
    {
        await using var server = RawServer.Answering("x", "503 Busy");
        await using var rig = new WireRig(http => Add(http, handler));

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(
            () => isRepeatable ? rig.PostAsync(server.Address) : rig.PostOnceAsync(server.Address));

        Assert.Equal((TransactionStatusErrorKind.Configuration, false), (failure.Kind, failure.IsTransient));
        Assert.Contains(NameOf(handler), failure.Message, StringComparison.Ordinal);
        Assert.Contains("The status of the payment is unknown", failure.Message, StringComparison.Ordinal);
        Assert.True(server.Requests.Count <= 1);
        var line = Assert.Single(rig.Logs.Lines, line => line.EventId.Id == 1020);
        Assert.Equal(LogLevel.Error, line.Level);
    }

    [Theory]
    [InlineData(Handler.StandardResilience)]
    [InlineData(Handler.StandardHedging)]
    public async Task Handler_that_could_send_again_and_does_not_is_allowed(Handler handler)
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => Add(http, handler));

        using var response = await rig.PostOnceAsync(server.Address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Answer_from_a_cache_is_detected()
    {
        HttpResponseMessage? cached = null;
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(
            http => http.AddHttpMessageHandler(() => new DelegateHandler(async send => cached ??= await send())));
        using var first = await rig.PostAsync(server.Address);

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal((TransactionStatusErrorKind.Configuration, false), (failure.Kind, failure.IsTransient));
        Assert.Contains(nameof(DelegateHandler), failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Answer_to_an_earlier_attempt_is_detected_although_the_request_was_sent()
    {
        HttpResponseMessage? former = null;
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(() => new DelegateHandler(async send =>
        {
            var fresh = await send();
            (var stale, former) = (former ?? fresh, fresh);
            return stale;
        })));
        using var first = await rig.PostAsync(server.Address);

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal(TransactionStatusErrorKind.Configuration, failure.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Primary_handler_that_wraps_another_sends_once(bool isShared)
    {
        await using var server = RawServer.Answering("x", "503 Busy");
        var shared = Wrapped();
        await using var rig = new WireRig(http => http.ConfigurePrimaryHttpMessageHandler(() => isShared ? shared : Wrapped()));

        var failure = await rig.FailAsync(server.Address);
        await Assert.ThrowsAsync<TransactionStatusException>(() => rig.PostOnceAsync(server.Address));

        Assert.Equal(TransactionStatusErrorKind.Configuration, failure.Kind);
        Assert.Contains(nameof(DelegateHandler), failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);

        static DelegateHandler Wrapped() => new(async send =>
        {
            using var first = await send();
            return await send();
        })
        {
            InnerHandler = new SocketsHttpHandler(),
        };
    }

    [Fact]
    public async Task Primary_handler_that_wraps_another_and_sends_once_is_allowed()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(
            http => http.ConfigurePrimaryHttpMessageHandler(
                () => new DelegateHandler(send => send()) { InnerHandler = new HttpClientHandler() }));

        using var response = await rig.PostOnceAsync(server.Address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Handler_that_cannot_be_built_is_attributed_to_the_merchants_code_and_built_again()
    {
        var fails = true;
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(
            () => fails ? throw new InvalidOperationException("SECRET") : new DelegateHandler(send => send())));

        var failure = await rig.FailAsync(server.Address);
        fails = false;
        using var response = await rig.PostAsync(server.Address);

        Assert.Contains("application's message handlers", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_of_the_request_without_its_options_is_blocked()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(() => new CopyingHandler(keepsOptions: false)));

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal(TransactionStatusErrorKind.Configuration, failure.Kind);
        Assert.Contains("HttpRequestMessage.Options", failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Copy_of_the_request_with_its_options_is_sent()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(() => new CopyingHandler(keepsOptions: true)));

        using var response = await rig.PostOnceAsync(server.Address);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Handler_may_send_again_when_the_merchant_allows_it_but_never_what_must_not_be_repeated()
    {
        await using var server = RawServer.Answering("x", "401 Unauthorized");
        await using var rig = new WireRig(http => Add(http, Handler.Repeating), gateway: gateway => gateway.AllowHandlersToResend());

        using var response = await rig.PostAsync(server.Address);
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => rig.PostOnceAsync(server.Address));

        Assert.Equal((HttpStatusCode.Unauthorized, 3), (response.StatusCode, server.Requests.Count));
        Assert.Equal(TransactionStatusErrorKind.Configuration, failure.Kind);
    }

    [Fact]
    public async Task Rejections_of_resilience_handlers_are_transient_and_do_not_count_for_the_gateway()
    {
        Assert.Equal(TransactionStatusErrorKind.Timeout, (await RefusedAsync(new TimeoutRejectedException())).Kind);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await RefusedAsync(new BrokenCircuitException())).Kind);
        Assert.Equal(TransactionStatusErrorKind.RateLimited, (await RefusedAsync(new RateLimiterRejectedException())).Kind);

        static async Task<TransactionStatusException> RefusedAsync(Exception exception)
        {
            await using var rig = new WireRig(http => http.AddHttpMessageHandler(() => new DelegateHandler(_ => throw exception)));
            var failure = await rig.FailAsync(new Uri("http://localhost/"));
            Assert.True(failure.IsTransient);
            Assert.Contains(exception.GetType().ToString(), failure.Message, StringComparison.Ordinal);
            return failure;
        }
    }

    private static void Add(IHttpClientBuilder http, Handler handler)
    {
        switch (handler)
        {
            case Handler.StandardResilience:
                http.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
                break;
            case Handler.StandardHedging:
                http.AddStandardHedgingHandler();
                break;
            case Handler.Repeating:
                http.AddHttpMessageHandler(() => new DelegateHandler(async send =>
                {
                    using var first = await send();
                    return await send();
                }));
                break;
            case Handler.TwoAtOnce:
                http.AddHttpMessageHandler(() => new DelegateHandler(async send => await await Task.WhenAny(send(), send())));
                break;
            case Handler.Swallowing:
                http.AddHttpMessageHandler(() => new DelegateHandler(async send =>
                {
                    var first = await send();
                    try
                    {
                        return await send();
                    }
                    catch (TransactionStatusException)
                    {
                        return first;
                    }
                }));
                break;
        }
    }

    private static string NameOf(Handler handler) => handler switch
    {
        Handler.StandardResilience or Handler.StandardHedging => "ResilienceHandler",
        _ => nameof(DelegateHandler),
    };

    private sealed class DelegateHandler(Func<Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> handle) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            handle(() => base.SendAsync(request, cancellationToken));
    }

    private sealed class CopyingHandler(bool keepsOptions) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            if (!keepsOptions) return base.SendAsync(copy, cancellationToken);
            foreach (var option in request.Options) ((IDictionary<string, object?>)copy.Options).Add(option);
            return base.SendAsync(copy, cancellationToken);
        }
    }
}
