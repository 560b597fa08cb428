namespace PaymentStatusSdk.Tracking;

/// <summary>How large a page may be.</summary>
internal static class PageSizes
{
    public const int Default = 100;
    private const int Most = 1_000;

    public static int Checked(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Most);
        return value;
    }
}
