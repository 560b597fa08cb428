using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>The report that a worker process prints at its end.</summary>
/// <param name="PerSecond">The number of checks per second.</param>
/// <param name="ClaimMillisecondsP50">The median time of a claim.</param>
/// <param name="PeakMiB">The most memory that it held resident.</param>
/// <param name="GrowthMiB">How much more memory it held resident at the end than after the first third of the run.</param>
/// <param name="TotalChecks">The number of checks from start to end.</param>
/// <param name="WrittenBytes">The number of bytes that it wrote to disks from start to end.</param>
internal sealed record WorkerReport(
    double PerSecond, double ClaimMillisecondsP50, double PeakMiB, double GrowthMiB, double TotalChecks, double WrittenBytes)
{
    public static WorkerReport Parse(string line)
    {
        var figures = line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new WorkerReport(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PerSecond:F1} {ClaimMillisecondsP50:F3} {PeakMiB:F1} {GrowthMiB:F1} {TotalChecks:F0} {WrittenBytes:F0}");
}
