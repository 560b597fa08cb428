using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>The failures that only this gateway has. <c>PROTOCOL.md, errors</c></summary>
internal static class DesjardinsFaults
{
    /// <summary>The id of the session was used before.</summary>
    public const string UsedId = "WE15";

    /// <summary>Something in the request is badly formed.</summary>
    public const string InvalidRequest = "WX03";

    private const int LongestCode = 16;

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

    public static TransactionStatusException CallbackTimeout(TimeSpan time, string? trouble) => new(
        TransactionStatusErrorKind.CallbackTimeout,
        $"The gateway did not POST an answer about this transaction within {time}.{(trouble is null ? "" : $" Its reply to the request: {trouble}.")} "
        + "That says nothing about the payment: ask again later. If it is always so, check that PublicCallbackBaseUrl can be reached from outside.");

    public static TransactionStatusException Broken(Exception exception) => new(
        TransactionStatusErrorKind.Unknown,
        $"Waiting for the gateway's POST ended in an unexpected {exception.GetType()}. Check the store behind ICallbackInbox, or report it.");

    public static TransactionStatusException NoBox(Exception exception) => new(
        TransactionStatusErrorKind.Unknown,
        $"The inbox for the gateway's POST could not be opened ({exception.GetType()}), so nothing was asked. Check the store behind ICallbackInbox; ask again later.")
    {
        IsTransient = true,
    };

    public static TransactionStatusException NoKey() => WireFaults.Invalid("The answer to the login has no key for the session.");
}
