using System.Net;
using System.Net.Http.Headers;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>The parts of the readme about logins and notifications, compiled.</summary>
internal sealed class AcmeSession(GatewayAdapterContext<AcmeOptions> context)
{
    // snippet
    private readonly SessionCache<string> _sessions = new(context.TimeProvider);

    private Task<GatewayResponse> SendAsync(AcmeOptions options, string address, CancellationToken cancellationToken) => _sessions.RunAsync(
        options,
        login: token => LogInAsync(options, token),
        use: (key, token) => GetAsync(address, key, token),
        isRefused: response => response.StatusCode == HttpStatusCode.Unauthorized,
        cancellationToken);
    // end

    public Task<GatewayResponse> AskAsync(string address, CancellationToken cancellationToken) =>
        SendAsync(context.Options.Current, address, cancellationToken);

    private async Task<GatewaySession<string>> LogInAsync(AcmeOptions options, CancellationToken cancellationToken)
    {
        using var response = await GetAsync($"{options.Endpoint}login", options.ApiKey!, cancellationToken);
        response.ThrowIfNotSuccess();
        return new GatewaySession<string>(System.Text.Encoding.ASCII.GetString(response.Body.Span), TimeSpan.FromMinutes(10));
    }

    private async Task<GatewayResponse> GetAsync(string address, string key, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await context.Transport.SendAsync(request, cancellationToken);
    }
}
