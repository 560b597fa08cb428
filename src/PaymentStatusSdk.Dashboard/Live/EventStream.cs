using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Live;

/// <summary>
/// Notifies an open page that it would show something else now. The event contains no data: the page loads itself again, with the access
/// checks of every page.
/// </summary>
internal sealed class EventStream
{
    /// <summary>How often the store is read for a live page.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How long a connection lasts. The browser opens another one, and access is checked again.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    /// <summary>How many pages are live at the same time.</summary>
    public const int MaxConnections = 64;

    /// <summary>How long the stream is silent before it sends a sign of life. Proxies close connections that stay silent.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(14);

    private readonly LiveConnections _connections = new(MaxConnections);

    /// <summary>Returns the handler of a stream.</summary>
    /// <param name="read">Returns the fingerprint of the page; null when the page does not exist any more.</param>
    public Func<DashboardRequest, Task> Of(Func<DashboardRequest, Task<string?>> read) => async request =>
    {
        var response = request.Context.Response;
        if (!_connections.TryOpen())
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            await RunAsync(request, read).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            response.HasStarted && exception is TrackingStoreException or OperationCanceledException or IOException)
        {
            // The browser has left, the host stops, or the store failed: the browser connects again.
        }
        finally
        {
            _connections.Close();
        }
    };

    private static async Task RunAsync(DashboardRequest request, Func<DashboardRequest, Task<string?>> read)
    {
        var services = request.Context.RequestServices;
        var time = services.GetRequiredService<TimeProvider>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            request.Aborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var seen = request.Context.Request.Query["seen"].ToString();
        var start = time.GetTimestamp();
        var current = await read(request).ConfigureAwait(false);
        var nextRead = time.GetUtcNow() + ReadPace.PauseAfter(time.GetElapsedTime(start));
        if (current is null)
        {
            request.Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var lastWrite = time.GetUtcNow();
        var end = lastWrite + MaxDuration;
        using var timer = new PeriodicTimer(Interval, time);

        request.Context.Response.ContentType = "text/event-stream";
        request.Context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync(request, "retry: 3000\nevent: ready\ndata:\n\n", ending.Token).ConfigureAwait(false);
        while (time.GetUtcNow() is var now && now < end)
        {
            if (current != seen || now - lastWrite >= SilenceLimit)
            {
                var text = current != seen ? "event: changed\ndata:\n\n" : ":\n\n";
                await WriteAsync(request, text, ending.Token).ConfigureAwait(false);
                lastWrite = now;
            }

            if (current is null) return;
            seen = current;
            if (!await timer.WaitForNextTickAsync(ending.Token).ConfigureAwait(false)) return;
            if (time.GetUtcNow() < nextRead) continue;
            start = time.GetTimestamp();
            current = await read(request).ConfigureAwait(false);
            nextRead = time.GetUtcNow() + ReadPace.PauseAfter(time.GetElapsedTime(start));
        }
    }

    private static async Task WriteAsync(DashboardRequest request, string text, CancellationToken cancellationToken)
    {
        await request.Context.Response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await request.Context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
