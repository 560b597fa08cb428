namespace PaymentStatusSdk.Adapters;

/// <summary>Failures of reading an answer. The answer itself is never quoted.</summary>
public static class ProtocolErrors
{
    /// <summary>An answer that cannot be read as what the protocol says.</summary>
    /// <param name="what">What is wrong with it, in a sentence without quotations from it.</param>
    public static TransactionStatusException Invalid(string what) => new(
        TransactionStatusErrorKind.InvalidResponse,
        $"{what} That says nothing about the payment: ask again later, and check that Endpoint is the gateway's address.");

    /// <summary>A body over the cap.</summary>
    public static TransactionStatusException TooLarge() =>
        Invalid($"The answer is larger than {ExchangeDefaults.MaxBodyBytes / 1024} KiB and was not read to its end.");

    /// <summary>A body that no memory is left for, because too many bodies are being received at once.</summary>
    internal static TransactionStatusException OverBudget() => new(
        TransactionStatusErrorKind.Unavailable, "Too many bodies are being received at once; this one was not read to its end. Send it again later.");
}
