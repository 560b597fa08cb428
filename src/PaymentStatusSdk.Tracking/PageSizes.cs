namespace PaymentStatusSdk.Tracking;

/// <summary>The allowed sizes of a page.</summary>
internal static class PageSizes
{
    public const int Default = 100;
    private const int Max = 1_000;

    public static int Checked(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        return value;
    }
}
