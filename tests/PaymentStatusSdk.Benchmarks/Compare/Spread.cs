using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The smallest, the largest and the median of some values: one lucky run proves nothing.</summary>
internal readonly record struct Spread(double Least, double Most, double Median)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return new Spread(all.Min(), all.Max(), Measurement.Median(all));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least:F2}-{Most:F2} ({Median:F2})");
}
