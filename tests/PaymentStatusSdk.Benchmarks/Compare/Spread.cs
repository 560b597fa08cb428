using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The smallest and the largest of some values: one lucky run proves nothing.</summary>
internal readonly record struct Spread(double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return new Spread(all.Min(), all.Max());
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least:F2}-{Most:F2}");
}
