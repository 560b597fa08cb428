using System.Net;
using PaymentStatusSdk.Adapters;
using static System.FormattableString;

namespace PaymentStatusSdk.Desjardins;

/// <summary>What came back on the connection of step 3. <c>PROTOCOL.md, reply to the request</c></summary>
/// <param name="Message">A document with something to say; null when there is none.</param>
/// <param name="Error">An error document; null when it is none.</param>
/// <param name="Failure">A refusal below the protocol; null when it is none.</param>
/// <param name="Trouble">What went wrong, which does not mean that step 4 will not come; null when nothing did.</param>
internal readonly record struct DesjardinsReply(
    DesjardinsMessage? Message = null, DesjardinsError? Error = null, TransactionStatusException? Failure = null, string? Trouble = null)
{
    /// <summary>Reads a reply. Nothing, and XML that nobody knows, are as good as any.</summary>
    public static DesjardinsReply Read(GatewayResponse response, string merchantId)
    {
        var document = TryRead(response.Body);
        if (document?.Error is { } error) return new DesjardinsReply(Error: error);
        try
        {
            response.ThrowIfNotSuccess();
        }
        catch (TransactionStatusException failure)
        {
            // A server that fails may have taken the request all the same; one that refuses has not.
            return response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout
                ? new DesjardinsReply(Failure: failure)
                : new DesjardinsReply(Trouble: Invariant($"HTTP {(int)response.StatusCode}"));
        }

        var isOurs = document is not null && (document.MerchantId is null || DesjardinsMerchant.IsSame(merchantId, document.MerchantId));
        return new DesjardinsReply(isOurs ? document!.ToMessage() : null);
    }

    private static DesjardinsDocument? TryRead(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return null;
        try
        {
            return DesjardinsDocument.Read(body);
        }
        catch (TransactionStatusException)
        {
            return null;
        }
    }
}
