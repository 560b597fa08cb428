using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>A proxy accepts the login and opens no tunnel for the Status request, which goes out on a new connection.</summary>
public sealed class DesjardinsProxyTests
{
    [Fact(Timeout = 60_000)]
    public async Task Proxy_that_requires_credentials_for_the_request_fails_the_query_immediately_and_frees_the_lock()
    {
        var proxy = new RefusingProxy(HttpStatusCode.ProxyAuthenticationRequired);
        await using var host = await DesjardinsHost.StartAsync(gateway: proxy.Configure);
        host.Approve("T1");

        var failure = await host.FailAsync("T1");
        proxy.IsOpen = true;
        var result = await host.QueryAsync("T1");

        Assert.Equal((TransactionStatusErrorKind.Transport, false), (failure.Kind, failure.IsTransient));
        Assert.Contains("proxy", failure.Message, StringComparison.Ordinal);
        Assert.Equal((PaymentState.Captured, 1, 1), (result.State, host.Gateway.Exchanges, proxy.Refused));
    }

    [Fact(Timeout = 60_000)]
    public async Task Proxy_that_cannot_reach_the_gateway_is_named_when_step_four_does_not_arrive()
    {
        var clock = new ManualTimeProvider();
        var proxy = new RefusingProxy(HttpStatusCode.BadGateway, clock);
        await using var host = await DesjardinsHost.StartAsync(clock: clock, gateway: proxy.Configure);

        var failing = host.FailAsync("T1");
        var timers = await proxy.TimersAtRefusal.WaitAsync(TestContext.Current.CancellationToken);
        // The timer of the request is gone when the request has failed. Before that, the clock could end the request itself.
        while (clock.ActiveTimers >= timers)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await clock.AdvanceWhenScheduledAsync(DesjardinsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        var failure = await failing;
        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, failure.Kind);
        Assert.Contains("The reply to the request failed: A proxy opened no connection", failure.Message, StringComparison.Ordinal);
        Assert.Contains("(HTTP 502)", failure.Message, StringComparison.Ordinal);
    }

    private sealed class RefusingProxy(HttpStatusCode status, ManualTimeProvider? clock = null)
    {
        private readonly TaskCompletionSource<int> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOpen { get; set; }

        public int Refused { get; private set; }

        /// <summary>The number of timers on the clock when the first request was refused.</summary>
        public Task<int> TimersAtRefusal => _refused.Task;

        public void Configure(GatewayBuilder gateway) =>
            gateway.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Handler(this)));

        private void Refuse()
        {
            Refused++;
            _refused.TrySetResult(clock?.ActiveTimers ?? 0);
            throw new HttpRequestException(HttpRequestError.ProxyTunnelError, statusCode: status);
        }

        private sealed class Handler(RefusingProxy proxy) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = Encoding.Latin1.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
                if (!proxy.IsOpen && body.Contains("type=\"status\"", StringComparison.Ordinal)) proxy.Refuse();
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
