using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>One Status request at a time also means: until its own connection has been answered.</summary>
public sealed class DesjardinsOverlapTests
{
    [Fact(Timeout = 60_000)]
    public async Task Rejection_before_the_reply_to_the_request_starts_no_second_request()
    {
        var replies = new HeldReplies();
        await using var host = await DesjardinsHost.StartAsync(
            gateway: gateway => gateway.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Handler(replies))));
        host.Approve("T1", "T2");
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><request><merchant id=\"" + Account.MerchantId
            + "\"/><error><code>WX03</code><message>no</message></error></request>"));

        var pending = await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "T2");
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        // No request must arrive: the time limit can only miss a defect, never fail without one.
        await Assert.ThrowsAsync<TimeoutException>(() => host.Gateway.WaitForRequestsAsync(3, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMilliseconds(500), TimeProvider.System, TestContext.Current.CancellationToken));
        replies.Release();
        foreach (var task in pending) Assert.Equal(PaymentState.Captured, (await task).State);

        Assert.Equal(1, replies.MostOpen);
        Assert.Equal(3, host.Gateway.Exchanges);
    }

    /// <summary>Holds the reply to the first Status request, regardless of the caller.</summary>
    private sealed class HeldReplies
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _open;
        private int _most;

        public int MostOpen => _most;

        public void Release() => _released.TrySetResult();

        public async Task<HttpResponseMessage> HoldAsync(Func<Task<HttpResponseMessage>> send)
        {
            var open = Interlocked.Increment(ref _open);
            if (open > _most) _most = open;
            try
            {
                return await send();
            }
            finally
            {
                await _released.Task;
                Interlocked.Decrement(ref _open);
            }
        }
    }

    private sealed class Handler(HeldReplies replies) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = Encoding.Latin1.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            return body.Contains("type=\"status\"", StringComparison.Ordinal)
                ? await replies.HoldAsync(() => base.SendAsync(request, cancellationToken))
                : await base.SendAsync(request, cancellationToken);
        }
    }
}
