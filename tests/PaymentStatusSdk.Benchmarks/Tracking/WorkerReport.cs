using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>The report that a worker process prints at its end.</summary>
internal sealed record WorkerReport(double PerSecond, double ClaimMillisecondsP50, double PeakMiB, double GrowthMiB)
{
    public static WorkerReport Parse(string line)
    {
        var figures = line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new WorkerReport(figures[0], figures[1], figures[2], figures[3]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{PerSecond:F1} {ClaimMillisecondsP50:F3} {PeakMiB:F1} {GrowthMiB:F1}");
}
