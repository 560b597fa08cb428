using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

/// <summary>
/// A merchant's endpoint, which records every notification and sends the queued answer of the test or <see cref="Reply"/>.
/// </summary>
internal sealed class NotificationReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<(string ContentType, string Body)> _received = Channel.CreateUnbounded<(string, string)>();

    private NotificationReceiver(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public string Reply { get; set; } = "";

    public int Status { get; set; } = 200;

    public static async Task<NotificationReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new NotificationReceiver(builder.Build());
        receiver._app.Run(receiver.HandleAsync);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    public ValueTask<(string ContentType, string Body)> NextAsync(CancellationToken cancellationToken) =>
        _received.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = Status;
        await context.Response.WriteAsync(Reply);
        await context.Response.CompleteAsync();
        _received.Writer.TryWrite((context.Request.ContentType ?? "", body));
    }
}
