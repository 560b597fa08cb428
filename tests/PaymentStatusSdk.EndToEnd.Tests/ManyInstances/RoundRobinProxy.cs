using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>A plain load balancer: each request goes to the next host, and past one that does not answer.</summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly WebApplication _app;
    private IReadOnlyList<Uri> _hosts = [];
    private int _next;

    private RoundRobinProxy()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(ForwardAsync);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Sets the current hosts.</summary>
    public void Use(IEnumerable<Uri> hosts) => _hosts = [.. hosts];

    public static async Task<RoundRobinProxy> StartAsync()
    {
        var proxy = new RoundRobinProxy();
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var hosts = _hosts;
        for (var tries = 0; tries < hosts.Count; tries++)
        {
            var host = hosts[(int)((uint)Interlocked.Increment(ref _next) % (uint)hosts.Count)];
            try
            {
                await SendAsync(context, new Uri(host, context.Request.Path + context.Request.QueryString), body.ToArray());
                return;
            }
            catch (HttpRequestException)
            {
                // Killed; the next one may live.
            }
        }

        context.Response.StatusCode = (int)HttpStatusCode.BadGateway;
    }

    private async Task SendAsync(HttpContext context, Uri address, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address)
        {
            Content = new ByteArrayContent(body),
        };
        if (context.Request.ContentType is { } type) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _http.SendAsync(request, context.RequestAborted);
        var reply = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(reply, context.RequestAborted);
    }
}
