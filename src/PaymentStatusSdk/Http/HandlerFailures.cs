namespace PaymentStatusSdk.Http;

/// <summary>
/// Creates the failures of message handlers that break the rule of one request per attempt. They name the handlers by type.
/// </summary>
internal sealed class HandlerFailures(IEnumerable<HttpMessageHandler> handlers)
{
    private readonly string _handlers = string.Join(", ", handlers.Select(handler => handler.GetType().ToString()));

    public TransactionStatusException Resent() => Failure(
        "A message handler sent the request of one attempt again; the second request was blocked.",
        "Remove the handler that retries or hedges: the client itself retries within the gateway's rules. "
        + "For a handler that must send again, such as one that negotiates access, see GatewayBuilder.AllowHandlersToResend.");

    public TransactionStatusException AnsweredWithoutSending() => Failure(
        "A message handler answered in place of the gateway; no request was sent.",
        "Remove the handler that caches or creates answers; tests replace the primary handler instead.");

    public TransactionStatusException Foreign() => Failure(
        "A message handler sent a request that does not belong to the attempt; it was blocked.",
        "A handler that copies the request must also copy HttpRequestMessage.Options; a handler that needs another request, for example "
        + "for a token, must use a client of its own.");

    private TransactionStatusException Failure(string what, string advice) => new(
        TransactionStatusErrorKind.Configuration,
        $"{what} The client's message handlers are: {_handlers}. {advice} The status of the payment is unknown.");
}
