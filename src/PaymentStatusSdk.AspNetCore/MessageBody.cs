using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.AspNetCore;

/// <summary>Reads and decodes the body of one request within the limits of size, memory and time. A refusal is an HTTP status.</summary>
internal static class MessageBody
{
    /// <summary>Returns the body, or the status of the refusal.</summary>
    public static async ValueTask<(PooledBody? Body, int Refusal)> ReadAsync(
        HttpContext context, BodyMemoryBudget budget, ReceivingTime time)
    {
        var request = context.Request;
        var coding = ContentDecoder.CodingOf(request.Headers.ContentEncoding);
        if (coding == ContentCoding.Unknown) return (null, StatusCodes.Status415UnsupportedMediaType);
        // A middleware of the host may have read and buffered the body.
        if (request.Body.CanSeek) request.Body.Position = 0;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(time.Token, context.RequestAborted);
        try
        {
            var body = await PooledBody.ReadAsync(
                request.Body, request.ContentLength, budget, time.BodyHasBegun, ending.Token).ConfigureAwait(false);
            time.BodyIsWhole();
            return ContentDecoder.TryDecode(body, coding, budget, out var decoded) ? (decoded, 0) : (null, StatusCodes.Status400BadRequest);
        }
        catch (TransactionStatusException exception)
        {
            var isOverBudget = exception.Kind == TransactionStatusErrorKind.Unavailable;
            return (null, isOverBudget ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status413PayloadTooLarge);
        }
        catch (InvalidDataException)
        {
            // A middleware of the host failed to decompress the body.
            return (null, StatusCodes.Status400BadRequest);
        }
    }
}
