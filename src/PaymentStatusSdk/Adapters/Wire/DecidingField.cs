namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Reads a field that decides about a payment and may be repeated in an answer.</summary>
public static class DecidingField
{
    /// <summary>Returns the value of the field so far: the only one, or the repeated one.</summary>
    /// <param name="before">The value that was read before; null when there is none.</param>
    /// <param name="now">The value that is read now; null when it has none.</param>
    /// <param name="name">The name of the field, for the message; never its value.</param>
    /// <exception cref="TransactionStatusException">The values differ (InvalidResponse).</exception>
    public static string? Once(string? before, string? now, string name)
    {
        if (before is null || now is null || before == now) return before ?? now;
        throw ProtocolErrors.Invalid($"The answer has {name} twice, with different values.");
    }
}
