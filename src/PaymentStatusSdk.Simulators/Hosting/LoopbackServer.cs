using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>
/// Runs Kestrel on the loopback address without a host. It reads no configuration, handles no console signals and writes no request
/// spans or logs, so that a simulator inside a test process does not affect the telemetry that the test observes.
/// </summary>
internal sealed class LoopbackServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly WebApplication _services;
    private readonly IServer _server;
    private readonly RequestDelegate _handler;

    private LoopbackServer(WebApplication services, RequestDelegate handler)
    {
        _services = services;
        _server = services.Services.GetRequiredService<IServer>();
        _handler = handler;
    }

    public int Port { get; private set; }

    public static async Task<LoopbackServer> StartAsync(
        int port, Action<ListenOptions>? configure, RequestDelegate handler, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The simulators count and limit the requests themselves; answers may deliberately be slow or endless.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                configure?.Invoke(listen);
            });
        });
        var server = new LoopbackServer(builder.Build(), handler);
        try
        {
            await server._server.StartAsync(server, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = server._server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Port = new Uri(address).Port;
        return server;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => _handler(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async ValueTask DisposeAsync()
    {
        // The token is already canceled, so that held and endless answers are closed instead of awaited.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }
}
