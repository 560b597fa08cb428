namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>Figures of one store at one size.</summary>
/// <param name="Store"><c>sqlite</c>, <c>postgresql</c> or <c>mariadb</c>.</param>
/// <param name="Workers">The number of worker processes that shared the concurrency.</param>
/// <param name="TrackedRows">The number of rows; one percent was always due.</param>
/// <param name="ChecksPerSecond">The number of checks that all workers claimed, queried and committed per second.</param>
/// <param name="BareQueriesPerSecond">The same queries by as many processes without a store.</param>
/// <param name="ClaimMillisecondsP50">The median time of a claim.</param>
/// <param name="WorkerPeakMiB">The most memory that a worker held resident.</param>
/// <param name="WorkerGrowthMiB">How much more it held resident at the end than after the first third of the run.</param>
/// <param name="LogBytesPerCheck">
/// The bytes of the server's write-ahead log for each check; for SQLite, all bytes that the workers wrote to the disk.
/// </param>
internal sealed record TrackingMeasurement(
    string Store, int Workers, int TrackedRows, double ChecksPerSecond, double BareQueriesPerSecond, double ClaimMillisecondsP50,
    double WorkerPeakMiB, double WorkerGrowthMiB, double LogBytesPerCheck)
{
    public double Ratio => ChecksPerSecond / BareQueriesPerSecond;
}
