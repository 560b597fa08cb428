namespace PaymentStatusSdk.Dashboard.Figures;

/// <summary>The checks in one interval.</summary>
/// <param name="Number">The number of the interval since the year 1.</param>
internal readonly record struct CheckInterval(long Number)
{
    public int Checks { get; init; }

    public int Failures { get; init; }

    public TimeSpan MaxLag { get; init; }
}
