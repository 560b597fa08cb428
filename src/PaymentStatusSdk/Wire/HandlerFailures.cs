namespace PaymentStatusSdk.Adapters;

/// <summary>What message handlers did that breaks the rule of one request per attempt. The handlers are named by type.</summary>
internal sealed class HandlerFailures(IEnumerable<HttpMessageHandler> handlers)
{
    private readonly string _handlers = string.Join(", ", handlers.Select(handler => handler.GetType().ToString()));

    public TransactionStatusException Resent() => Fault(
        "A message handler sent the request of one attempt again; the repetition was held back.",
        "Remove the handler that retries or hedges: the client retries by itself, as often and as soon as the gateway's rules allow. "
        + "For a handler that must send again, such as one that negotiates access, see GatewayBuilder.AllowHandlersToResend.");

    public TransactionStatusException AnsweredWithoutSending() => Fault(
        "A message handler answered in place of the gateway: no request was sent.",
        "Remove the handler that caches or makes up answers; a test replaces the primary handler instead.");

    public TransactionStatusException Foreign() => Fault(
        "A message handler sent a request that is not the attempt's own; it was held back.",
        "A handler that copies the request must copy HttpRequestMessage.Options too; one that needs another request, for example for a "
        + "token, must use a client of its own.");

    private TransactionStatusException Fault(string what, string advice) => new(
        TransactionStatusErrorKind.Configuration,
        $"{what} The client's message handlers are: {_handlers}. {advice} That says nothing about the payment.");
}
