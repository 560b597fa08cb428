using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.AspNetCore;

/// <summary>Adds to a callback address what HTTP needs. Whoever posts may be hostile: everything is bounded, and a refusal explains nothing.</summary>
internal sealed class CallbackEndpoint(IGatewayCallbackReceiver receiver, TimeProvider timeProvider, TimeSpan timeLimit)
{
    public const string ClientKey = "client";
    public const string TailKey = "tail";

    public async Task InvokeAsync(HttpContext context)
    {
        Shield(context);
        var client = Value(context, ClientKey);
        if (!receiver.IsOpen(client))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            Refuse(context, client, StatusCodes.Status405MethodNotAllowed);
            return;
        }

        using var time = new CancellationTokenSource(timeLimit, timeProvider);
        try
        {
            await ReceiveAsync(context, client, time.Token).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            // The server's own limits, where they are lower than ours.
            Refuse(context, client, exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Nobody is there any more, or the message trickled in for too long.
            Refuse(context, client, StatusCodes.Status408RequestTimeout);
        }
    }

    private async Task ReceiveAsync(HttpContext context, string client, CancellationToken timeUp)
    {
        using var body = await ReadAsync(context, timeUp).ConfigureAwait(false);
        if (body is not { } message)
        {
            Refuse(context, client, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        var query = context.Request.QueryString.Value is { Length: > 0 } text ? text[1..] : string.Empty;
        var callback = new GatewayCallback(message.Memory, context.Request.ContentType, Value(context, TailKey), query);
        // A sender that hangs up does not stop the handlers: what they finish need not be sent again.
        var reply = await receiver.ReceiveAsync(client, callback, timeUp).ConfigureAwait(false);
        await ReplyAsync(context, reply).ConfigureAwait(false);
    }

    // Null when it is over the cap.
    private static async Task<PooledBody?> ReadAsync(HttpContext context, CancellationToken timeUp)
    {
        var request = context.Request;
        // A middleware of the host may have read it, and made it so that it can be read again.
        if (request.Body.CanSeek) request.Body.Position = 0;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeUp, context.RequestAborted);
        try
        {
            return await PooledBody.ReadAsync(request.Body, request.ContentLength, ending.Token).ConfigureAwait(false);
        }
        catch (TransactionStatusException)
        {
            return null;
        }
    }

    private static async Task ReplyAsync(HttpContext context, GatewayCallbackReply reply)
    {
        context.Response.StatusCode = reply.StatusCode;
        context.Response.ContentLength = reply.Body.Length;
        if (reply.Body.IsEmpty) return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
    }

    // Gateways compare bytes: no page of the host's, no compression, no copy on the way.
    private static void Shield(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Request.Headers.AcceptEncoding = default;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
    }

    private void Refuse(HttpContext context, string client, int status)
    {
        receiver.Refuse(client);
        if (!context.Response.HasStarted) context.Response.StatusCode = status;
    }

    private static string Value(HttpContext context, string key) =>
        Convert.ToString(context.Request.RouteValues[key], CultureInfo.InvariantCulture) ?? string.Empty;
}
