using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>The failures that only this gateway has. <c>PROTOCOL.md, errors</c></summary>
internal static class DesjardinsFailures
{
    /// <summary>The id of the session was used before.</summary>
    public const string UsedId = "WE15";

    /// <summary>Something in the request is badly formed.</summary>
    public const string InvalidRequest = "WX03";

    private const int LongestCode = 16;

    private const string Report = "If it is always so, compare the elements with PROTOCOL.md and report the difference.";

    public static TransactionStatusException Rejected(DesjardinsError error)
    {
        var code = error.Code is { Length: <= LongestCode } text && text.All(char.IsAsciiLetterOrDigit) ? text : null;
        var advice = code switch
        {
            InvalidRequest => "It calls the request badly formed: check MerchantId, MerchantKey, the id that was asked for, and the names in the options that are inferred.",
            UsedId => "It says that the new id of the session was used before, twice in a row. Ask again later.",
            _ => "Ask Desjardins what the code means.",
        };
        return new TransactionStatusException(
            TransactionStatusErrorKind.Rejected, $"The gateway refused the query (code {code ?? "-"}). {advice} That says nothing about the payment.")
        {
            GatewayCode = code,
        };
    }

    public static TransactionStatusException StepTimeout(TimeSpan time) => new(
        TransactionStatusErrorKind.Timeout,
        $"The gateway did not answer the login within {time}. That says nothing about the payment: ask again later, or raise StepTimeout.");

    /// <summary>No POST with a genuine token came in time.</summary>
    /// <param name="time">How long it was waited for.</param>
    /// <param name="trouble">What went wrong with the reply to the request; null when nothing did.</param>
    /// <param name="isMapped">Whether this process has mapped the callback addresses.</param>
    public static TransactionStatusException CallbackTimeout(TimeSpan time, string? trouble, bool isMapped)
    {
        var reply = trouble is null ? "" : $" Its reply to the request: {trouble}.";
        var advice = isMapped
            ? "If it is always so, check that PublicCallbackBaseUrl can be reached from outside."
            : "This process has not mapped the callback addresses: call MapPaymentStatusCallbacks() in it, or in the instance behind PublicCallbackBaseUrl that shares its ICallbackRouter.";
        return new TransactionStatusException(
            TransactionStatusErrorKind.CallbackTimeout,
            $"The gateway did not POST an answer about this transaction within {time}.{reply} That says nothing about the payment: ask again later. {advice}");
    }

    /// <summary>A POST that had a genuine token and was refused. The reason is built from a closed list; detail and outline quote nothing.</summary>
    public static TransactionStatusException Refused(DesjardinsRefusedPost post, SecretRedactor scrubber)
    {
        var (what, advice) = post.Reason switch
        {
            DesjardinsRefusalReason.Unreadable => ("it cannot be read", Report),
            DesjardinsRefusalReason.NoMerchant => ("it names no merchant", Report),
            DesjardinsRefusalReason.OtherMerchant => ("it is for another merchant", "Check MerchantId."),
            DesjardinsRefusalReason.NotUnderstood => ("nothing in it was understood", Report),
            DesjardinsRefusalReason.TooLarge => ("it says more than the inbox takes", Report),
            _ => ("an instance of another version refused it", "Look in that instance's log."),
        };
        return Unusable($"The gateway's POST (step 4) arrived and was refused: {what}.{Sentence(post.Detail)}{Sentence(post.Outline)}", advice, scrubber);
    }

    /// <summary>A POST whose content may be about a transaction that it does not name in a form that is known.</summary>
    public static TransactionStatusException NotUnderstood(string what, SecretRedactor scrubber) =>
        Unusable($"The gateway's POST (step 4) arrived and was not understood as a whole, so that nothing follows from what it does not name.{Sentence(what)}", Report, scrubber);

    public static TransactionStatusException Broken(Exception exception) => AdapterDefect.From(
        exception,
        $"Waiting for the gateway's POST ended in an unexpected {exception.GetType()}. Check the store behind ICallbackRouter, or report it.");

    public static TransactionStatusException NoMailbox(Exception exception) => new(
        TransactionStatusErrorKind.Unknown,
        $"The inbox for the gateway's POST could not be opened ({exception.GetType()}), so nothing was asked. Check the store behind ICallbackRouter; ask again later.")
    {
        IsTransient = true,
    };

    private static TransactionStatusException Unusable(string what, string advice, SecretRedactor scrubber) => new(
        TransactionStatusErrorKind.InvalidResponse,
        $"{scrubber.Redact(what)} That says nothing about the payment: ask again later. {advice}");

    // The text came through the store behind ICallbackRouter.
    private static string Sentence(string? text) => string.IsNullOrEmpty(text)
        ? string.Empty
        : $" {(text.Length <= DesjardinsOutline.LongestText ? text : text[..DesjardinsOutline.LongestText])}{(text.EndsWith('.') ? "" : ".")}";

    public static TransactionStatusException NoKey() => ProtocolErrors.Invalid("The answer to the login has no key for the session.");
}
