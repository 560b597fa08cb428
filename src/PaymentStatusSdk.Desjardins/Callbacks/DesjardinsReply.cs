using System.Net;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Protocol;
using static System.FormattableString;

namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>The reply on the connection of step 3. See <c>PROTOCOL.md</c>, section Reply to the request.</summary>
/// <param name="Message">A document with content; null when there is none.</param>
/// <param name="Error">The error of an error document; null when there is none.</param>
/// <param name="Failure">The failure when the server rejected the request with an HTTP status; null otherwise.</param>
/// <param name="Problem">The problem with the reply, after which step 4 may still arrive; null when there was none.</param>
internal readonly record struct DesjardinsReply(
    DesjardinsMessage? Message = null, DesjardinsError? Error = null, TransactionStatusException? Failure = null, string? Problem = null)
{
    /// <summary>Reads a reply. An empty reply and unknown XML are accepted.</summary>
    public static DesjardinsReply Read(GatewayResponse response, DesjardinsRequest request)
    {
        var document = TryRead(response.Body, request.Redactor);
        if (document?.Error is { } error) return new DesjardinsReply(Error: error);
        try
        {
            response.ThrowIfNotSuccess();
        }
        catch (TransactionStatusException failure)
        {
            // A server that fails (5xx) may have accepted the request; a server that rejects it (4xx) has not.
            return response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
                and not HttpStatusCode.RequestTimeout
                ? new DesjardinsReply(Failure: failure)
                : new DesjardinsReply(Problem: Invariant($"HTTP {(int)response.StatusCode}"));
        }

        var isOurs = document is not null
            && (document.MerchantId is null || DesjardinsMerchantNumbers.IsSame(request.Options.MerchantId, document.MerchantId));
        return new DesjardinsReply(isOurs ? document!.ToMessage() : null);
    }

    /// <summary>Describes a request without a complete reply.</summary>
    public static DesjardinsReply Of(TransactionStatusException failure) => failure switch
    {
        // A proxy requires credentials: nothing was sent.
        { Kind: TransactionStatusErrorKind.Transport, IsTransient: false } => new DesjardinsReply(Failure: failure),
        { Kind: TransactionStatusErrorKind.Configuration } => new DesjardinsReply(Problem: failure.Message),
        // The request may have arrived: only step 4, or its absence, shows that.
        _ => new DesjardinsReply(Problem: DesjardinsFailures.FirstSentence(failure.Message)),
    };

    private static DesjardinsDocument? TryRead(ReadOnlyMemory<byte> body, SecretRedactor redactor)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return null;
        try
        {
            return DesjardinsDocument.Read(body, redactor);
        }
        catch (TransactionStatusException)
        {
            return null;
        }
    }
}
