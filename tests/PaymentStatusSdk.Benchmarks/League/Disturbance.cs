using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>A planned kill of a worker, or the restart of the server.</summary>
/// <param name="At">The time from the end of the enrollment.</param>
/// <param name="Worker">The index of the worker that is killed; null for the restart of the server.</param>
internal sealed record Disturbance(TimeSpan At, int? Worker)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.TotalSeconds:F1} s {(Worker is { } worker ? $"worker {worker}" : "restart")}");
}
