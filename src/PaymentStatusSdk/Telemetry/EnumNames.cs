namespace PaymentStatusSdk.Telemetry;

/// <summary>Enum members as tags, each text made once: a query must not pay for them.</summary>
internal static class EnumNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly string[] Names = Enum.GetNames<TEnum>();

    public static string Of(TEnum value)
    {
        var index = System.Runtime.CompilerServices.Unsafe.BitCast<TEnum, int>(value);
        return (uint)index < (uint)Names.Length ? Names[index] : Names[0];
    }
}
