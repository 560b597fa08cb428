using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>A server on the loopback address that gives the same answer to every request.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly WebApplication _app;

    private LocalServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Gets the method, path and content type of each request.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<LocalServer> StartAsync(int status, string body, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new LocalServer(builder.Build());
        server._app.Run(async context =>
        {
            server._requests.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Request.ContentType}");
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body, context.RequestAborted);
        });
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
