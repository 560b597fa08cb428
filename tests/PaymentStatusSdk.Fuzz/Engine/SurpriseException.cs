namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>The product did something that it must not do.</summary>
internal sealed class SurpriseException(Oracle oracle, string message) : Exception(message)
{
    public Oracle Oracle => oracle;

    /// <summary>Throws when the condition does not hold.</summary>
    public static void Unless(bool condition, Oracle oracle, string message)
    {
        if (!condition) throw new SurpriseException(oracle, message);
    }
}
