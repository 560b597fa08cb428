using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Faults;
using static System.FormattableString;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>Sends the bytes of an answer, with or without a fault.</summary>
internal static class AnswerDelivery
{
    // The server buffers up to this much of an answer, and sends a shorter one without waiting for the client to read.
    private const int Chunk = 64 * 1024;

    private static readonly byte[] Html =
        "<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>\n"u8.ToArray();

    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', Chunk)];

    /// <summary>Sends an answer, and frees the slot of its call before the end of the answer can reach the client.</summary>
    /// <remarks>With the end of the answer, the client may send its next query. The slot may be freed twice.</remarks>
    public static async Task SendAsync(
        HttpContext context, SimulatorAnswer answer, SimulatedFault? failure, GatewaySimulator simulator, Action freeSlot)
    {
        // A scripted fault takes precedence over a refusal that an option configures.
        failure ??= answer.Instead;
        try
        {
            if (failure is null) await WriteAsync(context, 200, answer.ContentType, answer.Body, freeSlot).ConfigureAwait(false);
            else await SpoilAsync(context, answer, failure, simulator, freeSlot).ConfigureAwait(false);
        }
        finally
        {
            // The gateway completes the request even when the client has disconnected.
            answer.AfterSent?.Invoke();
        }
    }

    private static Task SpoilAsync(
        HttpContext context, SimulatorAnswer answer, SimulatedFault failure, GatewaySimulator simulator, Action freeSlot)
    {
        switch (failure.Kind)
        {
            case SimulatedFaultKind.ResetBeforeAnswer:
                freeSlot();
                context.Abort();
                return Task.CompletedTask;
            case SimulatedFaultKind.ResetHalfway:
                return CutHalfwayAsync(context, answer);
            case SimulatedFaultKind.TruncatedBody:
                return WriteAsync(context, 200, answer.ContentType, answer.Body[..(answer.Body.Length / 2)], freeSlot);
            case SimulatedFaultKind.EndlessBody:
                return StreamAsync(context, answer, length: null, simulator, freeSlot);
            case SimulatedFaultKind.HugeBody:
                return StreamAsync(context, answer, failure.Number, simulator, freeSlot);
            case SimulatedFaultKind.SlowDrip:
                return DripAsync(context, answer, failure.Interval, simulator, freeSlot);
            case SimulatedFaultKind.EmptyBody:
                return WriteAsync(context, 200, answer.ContentType, default, freeSlot);
            case SimulatedFaultKind.HtmlPage:
                return WriteAsync(context, 200, "text/html; charset=utf-8", Html, freeSlot);
            case SimulatedFaultKind.Status:
                var status = (int)failure.Number;
                var page = Encoding.UTF8.GetBytes(Invariant($"Simulated status {status}\n"));
                return WriteAsync(context, status, "text/plain; charset=utf-8", page, freeSlot);
            case SimulatedFaultKind.TooManyRequests:
                if (failure.At is { } at) context.Response.Headers.RetryAfter = at.ToString("R", CultureInfo.InvariantCulture);
                else if (failure.Number >= 0) context.Response.Headers.RetryAfter = failure.Number.ToString(CultureInfo.InvariantCulture);
                return WriteAsync(context, 429, "text/plain; charset=utf-8", "Simulated quota\n"u8.ToArray(), freeSlot);
            case SimulatedFaultKind.Body:
                var contentType = failure.ContentType == SimulatedFault.GatewayContentType ? answer.ContentType : failure.ContentType;
                return WriteAsync(context, (int)failure.Number, contentType, failure.Content, freeSlot);
            default:
                // A content fault has already been applied; the delivery is normal.
                return WriteAsync(context, 200, answer.ContentType, answer.Body, freeSlot);
        }
    }

    /// <summary>Sends a whole answer. Some statuses have no body.</summary>
    public static async Task WriteAsync(
        HttpContext context, int status, string? contentType, ReadOnlyMemory<byte> body, Action? freeSlot = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        if (status is 204 or 205 or 304) return;
        response.Headers.ContentType = contentType;
        response.ContentLength = body.Length;
        // A large body waits for the client to read. Its slot is free before its end.
        var end = Math.Max(0, body.Length - Chunk);
        if (end > 0) await response.BodyWriter.WriteAsync(body[..end], context.RequestAborted).ConfigureAwait(false);
        freeSlot?.Invoke();
        if (!body.IsEmpty) await response.BodyWriter.WriteAsync(body[end..], context.RequestAborted).ConfigureAwait(false);
        await response.CompleteAsync().ConfigureAwait(false);
    }

    private static async Task CutHalfwayAsync(HttpContext context, SimulatorAnswer answer)
    {
        var response = context.Response;
        response.Headers.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        // After fewer bytes than announced, the server closes the connection. An abort could overtake bytes that are still in transit.
        await response.BodyWriter.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task StreamAsync(
        HttpContext context, SimulatorAnswer answer, long? length, GatewaySimulator simulator, Action freeSlot)
    {
        var response = context.Response;
        response.Headers.ContentType = answer.ContentType;
        response.ContentLength = length;
        // No client reads an endless answer to this end.
        var left = length ?? long.MaxValue;
        ReadOnlyMemory<byte> next = answer.Body;
        while (left > 0)
        {
            simulator.Stopping.ThrowIfCancellationRequested();
            if (next.Length >= left)
            {
                next = next[..(int)left];
                freeSlot();
            }

            var flushed = await response.BodyWriter.WriteAsync(next, context.RequestAborted).ConfigureAwait(false);
            if (flushed.IsCompleted || flushed.IsCanceled) return;
            left -= next.Length;
            next = Blanks;
        }
    }

    private static async Task DripAsync(
        HttpContext context, SimulatorAnswer answer, TimeSpan interval, GatewaySimulator simulator, Action freeSlot)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, simulator.Stopping);
        var response = context.Response;
        response.Headers.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        for (var i = 0; i < answer.Body.Length; i++)
        {
            if (i == answer.Body.Length - 1) freeSlot();
            await response.BodyWriter.WriteAsync(answer.Body.Slice(i, 1), leaving.Token).ConfigureAwait(false);
            await Task.Delay(interval, simulator.TimeProvider, leaving.Token).ConfigureAwait(false);
        }
    }
}
