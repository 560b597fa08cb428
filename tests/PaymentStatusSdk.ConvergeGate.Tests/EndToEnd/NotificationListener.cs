using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.ConvergeGate.Tests.EndToEnd;

/// <summary>A merchant's address for notifications: keeps each body and acknowledges it.</summary>
internal sealed class NotificationListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

    private NotificationListener(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public static async Task<NotificationListener> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var listener = new NotificationListener(builder.Build());
        listener._app.Run(listener.HandleAsync);
        await listener._app.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public ValueTask<string> NextAsync() => _received.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        await context.Response.WriteAsync("<response><result>OK</result></response>");
        await _received.Writer.WriteAsync(body);
    }
}
