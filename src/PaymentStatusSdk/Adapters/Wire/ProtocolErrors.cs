namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Failures to read an answer. The answer itself is never quoted.</summary>
public static class ProtocolErrors
{
    /// <summary>Creates the failure of an answer that does not follow the protocol.</summary>
    /// <param name="what">The error, as a sentence that quotes nothing of the answer.</param>
    public static TransactionStatusException Invalid(string what) => new(
        TransactionStatusErrorKind.InvalidResponse,
        $"{what} The status of the payment is unknown: query again later, and check that Endpoint is the gateway's address.");

    /// <summary>Creates the failure of a body that exceeds the maximum size.</summary>
    public static TransactionStatusException TooLarge() =>
        Invalid($"The answer is larger than {ExchangeDefaults.MaxBodyBytes / 1024} KiB and was not read to its end.");

    /// <summary>
    /// Creates the failure of a body for which the memory budget is exhausted, because too many bodies are being received concurrently.
    /// </summary>
    internal static TransactionStatusException OverBudget() => new(
        TransactionStatusErrorKind.Unavailable,
        "Too many bodies are being received concurrently; this one was not read to its end. Send it again later.");
}
