namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>Figures of one store at one size.</summary>
/// <param name="Store"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Workers">How many worker processes shared the concurrency.</param>
/// <param name="TrackedRows">How many rows there were; one in a hundred was due all the time.</param>
/// <param name="LooksPerSecond">Looks that were claimed, asked and written a second, all workers together.</param>
/// <param name="BareQueriesPerSecond">The same queries by as many processes without a store.</param>
/// <param name="ClaimMillisecondsP50">The median time of a claim.</param>
/// <param name="WorkerPeakMiB">The most memory that a worker held resident.</param>
/// <param name="WorkerGrowthMiB">How much more it held resident at the end than after the first third of the run.</param>
internal sealed record TrackingMeasurement(
    string Store, int Workers, int TrackedRows, double LooksPerSecond, double BareQueriesPerSecond, double ClaimMillisecondsP50,
    double WorkerPeakMiB, double WorkerGrowthMiB)
{
    public double Ratio => LooksPerSecond / BareQueriesPerSecond;
}
