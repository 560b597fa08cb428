using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.AspNetCore;

/// <summary>
/// Adds the rules of HTTP to a callback address. Senders may be hostile: everything is limited, and a refusal explains nothing.
/// </summary>
internal sealed class CallbackEndpoint(IGatewayCallbackReceiver receiver, TimeProvider timeProvider, PaymentStatusCallbackOptions options)
{
    public const string ClientKey = "client";
    public const string PathSuffixKey = "suffix";

    private readonly BodyMemoryBudget _budget = new(options.MaxReceivingBytes);

    public async Task InvokeAsync(HttpContext context)
    {
        Shield(context);
        var client = Value(context, ClientKey);
        if (!receiver.IsOpen(client))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!IsAccepted(context, client))
        {
            Refuse(context, client, StatusCodes.Status405MethodNotAllowed);
            return;
        }

        using var time = new ReceivingTime(options, timeProvider);
        try
        {
            await ReceiveAsync(context, client, time).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            // The web server's own limits, where they are lower than these.
            if (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
                await RefuseUnreadableAsync(context, client, exception.StatusCode, time).ConfigureAwait(false);
            else Refuse(context, client, exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The sender has disconnected, or sends too slowly.
            Refuse(context, client, StatusCodes.Status408RequestTimeout);
        }
    }

    private async Task ReceiveAsync(HttpContext context, string client, ReceivingTime time)
    {
        var (body, refusal) = await MessageBody.ReadAsync(context, _budget, time).ConfigureAwait(false);
        if (body is null)
        {
            if (refusal == StatusCodes.Status503ServiceUnavailable) Refuse(context, client, refusal);
            else await RefuseUnreadableAsync(context, client, refusal, time).ConfigureAwait(false);
            return;
        }

        using (body)
        {
            // A sender that disconnects does not stop the handlers: a message that they complete need not be sent again.
            var reply = await receiver.ReceiveAsync(client, CallbackOf(context, body.Memory), time.Token).ConfigureAwait(false);
            await ReplyAsync(context, reply).ConfigureAwait(false);
        }
    }

    private static GatewayCallback CallbackOf(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var query = context.Request.QueryString.Value is { Length: > 0 } text ? text[1..] : string.Empty;
        return new GatewayCallback(body, context.Request.ContentType, Value(context, PathSuffixKey), query)
        {
            Method = HttpMethods.GetCanonicalizedValue(context.Request.Method),
            Headers = name => context.Request.Headers[name],
        };
    }

    private bool IsAccepted(HttpContext context, string client)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsPost(method)) return true;
        var acceptsGet = receiver.AcceptsGet(client);
        if (acceptsGet && HttpMethods.IsGet(method)) return true;
        context.Response.Headers.Allow = acceptsGet ? "GET, POST" : HttpMethods.Post;
        return false;
    }

    private static async Task ReplyAsync(HttpContext context, GatewayCallbackReply reply)
    {
        context.Response.StatusCode = reply.StatusCode;
        context.Response.ContentLength = reply.Body.Length;
        if (reply.Body.IsEmpty) return;
        context.Response.ContentType = reply.ContentType;
        try
        {
            await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The sender has disconnected. The message has been counted already, and is not refused.
        }
    }

    // Gateways compare bytes: no status code page of the host, no compression, no cached copy.
    private static void Shield(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Request.Headers.AcceptEncoding = default;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
    }

    private void Refuse(HttpContext context, string client, int status)
    {
        if (status == StatusCodes.Status503ServiceUnavailable) receiver.Postpone(client);
        else receiver.Refuse(client);
        SetStatus(context, status);
    }

    // The same message would be refused again, so a query that waits for it can fail at once.
    private async Task RefuseUnreadableAsync(HttpContext context, string client, int status, ReceivingTime time)
    {
        await receiver.RefuseUnreadableAsync(client, CallbackOf(context, default), status, time.Token).ConfigureAwait(false);
        SetStatus(context, status);
    }

    private void SetStatus(HttpContext context, int status)
    {
        if (context.Response.HasStarted) return;
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status415UnsupportedMediaType) context.Response.Headers.AcceptEncoding = ContentDecoder.AcceptEncoding;
        // Within this time the memory that is in use now is released.
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter =
                Math.Ceiling(options.BodyTimeLimit.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    private static string Value(HttpContext context, string key) =>
        Convert.ToString(context.Request.RouteValues[key], CultureInfo.InvariantCulture) ?? string.Empty;
}
