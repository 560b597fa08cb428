using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>A merchant's response URL, which records every POST and accepts it or sends the queued answer of the test.</summary>
internal sealed class MerchantEndpoint : IAsyncDisposable
{
    private const string MerchantId = "100001";

    private readonly WebApplication _app;
    private readonly Channel<Step4Post> _received = Channel.CreateUnbounded<Step4Post>();
    private readonly ConcurrentQueue<(int Status, string Body, string? Location)> _replies = new();

    private MerchantEndpoint(WebApplication app) => _app = app;

    public Uri Url => new(new Uri(_app.Urls.First()), "dips/status/TOKEN");

    public int Waiting => _received.Reader.Count;

    public static async Task<MerchantEndpoint> StartAsync(SimulatorCertificates? certificates, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificates is not null) listen.UseHttps(certificates.Server);
        }));
        var endpoint = new MerchantEndpoint(builder.Build());
        endpoint._app.Run(endpoint.HandleAsync);
        await endpoint._app.StartAsync(cancellationToken);
        return endpoint;
    }

    public static string Accepting(params IEnumerable<string> ids) =>
        $"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><response><merchant id=\"{MerchantId}\">"
        + string.Concat(ids.Select(id => $"<transaction id=\"{id}\" accepted=\"yes\"/>")) + "</merchant></response>";

    public void ReplyNext(int status, string body, string? location = null) => _replies.Enqueue((status, body, location));

    public ValueTask<Step4Post> NextAsync(CancellationToken cancellationToken) => _received.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var post = new Step4Post(
            context.Request.Path + context.Request.QueryString.ToString(), context.Request.ContentType ?? "", body.ToArray());
        if (!_replies.TryDequeue(out var reply)) reply = (200, Accepting(post.TransactionIds), null);
        context.Response.StatusCode = reply.Status;
        if (reply.Location is { } location) context.Response.Headers.Location = location;
        context.Response.ContentType = "text/xml";
        var bytes = Encoding.ASCII.GetBytes(reply.Body);
        context.Response.ContentLength = bytes.Length;
        // Seen by the test before it is acknowledged, as by an adapter whose answer is complete.
        _received.Writer.TryWrite(post);
        await context.Response.Body.WriteAsync(bytes);
    }
}
