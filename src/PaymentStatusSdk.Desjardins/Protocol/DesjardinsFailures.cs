using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Creates the failures that are specific to this gateway. See <c>PROTOCOL.md</c>, section Errors.</summary>
internal static class DesjardinsFailures
{
    /// <summary>The error code for a session id that was used before.</summary>
    public const string UsedId = "WE15";

    /// <summary>The error code for a malformed request.</summary>
    public const string InvalidRequest = "WX03";

    private const int MaxCodeLength = 16;

    private const string Report = "If this recurs, compare the elements with PROTOCOL.md and report the difference.";

    public static TransactionStatusException Rejected(DesjardinsError error, SecretRedactor redactor)
    {
        // The mask of a secret or of a card number is not a code.
        var text = CardNumberRedactor.Redact(redactor.Redact(error.Code) ?? string.Empty);
        var code = text.Length is > 0 and <= MaxCodeLength && text.All(char.IsAsciiLetterOrDigit) ? text : null;
        var advice = code switch
        {
            InvalidRequest =>
                "The request is malformed: check MerchantId, MerchantKey, the queried reference, and the options with inferred names.",
            UsedId => "The gateway reported twice that the new session id was used before. Query again later.",
            _ => "Ask Desjardins for the meaning of the code.",
        };
        return new TransactionStatusException(
            TransactionStatusErrorKind.Rejected,
            $"The gateway rejected the query (code {code ?? "-"}). {advice} The payment's state is unknown.")
        {
            GatewayCode = code,
        };
    }

    public static TransactionStatusException StepTimeout(TimeSpan time) => new(
        TransactionStatusErrorKind.Timeout,
        $"The gateway did not answer the login within {time}. The payment's state is unknown: query again later, or increase StepTimeout.");

    /// <summary>Creates the failure for a POST with a genuine token that did not arrive in time.</summary>
    /// <param name="time">The duration of the wait.</param>
    /// <param name="problem">The problem with the reply to the request; null when there was none.</param>
    /// <param name="isMapped">Whether this process has mapped the callback addresses.</param>
    public static TransactionStatusException CallbackTimeout(TimeSpan time, string? problem, bool isMapped)
    {
        var reply = problem is null ? "" : $" The reply to the request failed: {problem.TrimEnd('.')}.";
        var advice = isMapped
            ? "If this recurs, check that PublicCallbackBaseUrl is reachable from the internet."
            : "This process has not mapped the callback addresses: call MapPaymentStatusCallbacks() in it, or in the instance behind "
                + "PublicCallbackBaseUrl that shares its ICallbackRouter.";
        return new TransactionStatusException(
            TransactionStatusErrorKind.CallbackTimeout,
            $"The gateway did not POST an answer about this transaction within {time}.{reply} The payment's state is unknown: query again "
            + $"later. {advice}");
    }

    /// <summary>
    /// Creates the failure for a rejected POST with a genuine token. The reason comes from a closed list; detail and outline contain no
    /// quotations.
    /// </summary>
    public static TransactionStatusException Refused(DesjardinsRefusedPost post, SecretRedactor redactor)
    {
        var (reason, advice) = post.Reason switch
        {
            DesjardinsRefusalReason.Unreadable => ("it cannot be read", Report),
            DesjardinsRefusalReason.NoMerchant => ("it names no merchant", Report),
            DesjardinsRefusalReason.OtherMerchant => ("it is for another merchant", "Check MerchantId."),
            DesjardinsRefusalReason.NotUnderstood => ("none of its content was understood", Report),
            DesjardinsRefusalReason.TooLarge => ("it is too large", Report),
            _ => ("an instance of another version rejected it", "Check the log of that instance."),
        };
        return Unusable(
            $"The gateway's POST (step 4) arrived and was rejected: {reason}.{Sentence(post.Detail, redactor)}"
                + Sentence(post.Outline, redactor),
            advice, redactor);
    }

    /// <summary>Creates the failure for a POST whose unknown content may concern a queried transaction.</summary>
    public static TransactionStatusException NotUnderstood(string content, SecretRedactor redactor) =>
        Unusable(
            "The gateway's POST (step 4) arrived and was not fully understood, so a transaction is not reported as not found."
            + Sentence(content, redactor), Report, redactor);

    public static TransactionStatusException Broken(Exception exception) => AdapterDefect.From(
        exception,
        $"Waiting for the gateway's POST failed with an unexpected {exception.GetType()}. Check the store behind ICallbackRouter, or "
        + "report the defect.");

    public static TransactionStatusException NoMailbox(Exception exception) => new(
        TransactionStatusErrorKind.Unknown,
        $"The mailbox for the gateway's POST could not be opened ({exception.GetType()}), so no query was sent. Check the store behind "
        + "ICallbackRouter, and query again later.")
    {
        IsTransient = true,
    };

    private static TransactionStatusException Unusable(string text, string advice, SecretRedactor redactor) => new(
        TransactionStatusErrorKind.InvalidResponse,
        $"{CardNumberRedactor.Redact(redactor.Redact(text)!)} The payment's state is unknown: query again later. {advice}");

    // The length is limited, because the text comes from the store behind ICallbackRouter. That is done last, because a part of a secret is
    // not recognized.
    private static string Sentence(string? text, SecretRedactor redactor) => string.IsNullOrEmpty(text)
        ? string.Empty
        : $" {TextRules.Truncate(redactor.Redact(text)!, DesjardinsOutline.MaxTextLength)}{(text.EndsWith('.') ? "" : ".")}";

    /// <summary>Returns the sentence of a failure's message that states the error, without the advice after it.</summary>
    public static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }

    public static TransactionStatusException NoKey() => ProtocolErrors.Invalid("The answer to the login has no session key.");
}
