using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>A Status request is sent once, whatever the host configures for every HTTP client.</summary>
public sealed class DesjardinsHostDefaultsTests
{
    [Fact(Timeout = 60_000)]
    public async Task Status_request_answered_with_503_is_posted_once()
    {
        var busy = 0;
        await using var host = await DesjardinsHost.StartAsync(
            services: services => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()),
            gateway: gateway => gateway.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new BusyHandler(() => busy++))));
        host.Approve("T1");

        var result = await host.QueryAsync("T1");

        Assert.Equal((PaymentState.Captured, 1, 2L), (result.State, busy, (long)host.Gateway.Received.Count));
    }

    /// <summary>Forwards the request and replaces its reply by a 503.</summary>
    private sealed class BusyHandler(Action count) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = Encoding.Latin1.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            var isStatus = body.Contains("type=\"status\"", StringComparison.Ordinal);
            // The POST with the answer may arrive, and end the query, before the reply to the request.
            if (isStatus) count();
            var response = await base.SendAsync(request, cancellationToken);
            if (!isStatus) return response;
            response.StatusCode = System.Net.HttpStatusCode.ServiceUnavailable;
            return response;
        }
    }
}
