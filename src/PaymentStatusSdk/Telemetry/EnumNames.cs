namespace PaymentStatusSdk.Telemetry;

/// <summary>The names of enum members as tag values, created once, so that a query does not allocate them.</summary>
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
