namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Throughput of the callback endpoint.</summary>
/// <param name="Case">callback-endpoint.</param>
/// <param name="Ratio">To the throughput of an empty endpoint: the median of the turns.</param>
/// <param name="RequestsPerSecond">Its own: the median of the turns.</param>
/// <param name="EmptyRequestsPerSecond">Of the empty endpoint: the median of the turns.</param>
internal sealed record EndpointMeasurement(string Case, double Ratio, double RequestsPerSecond, double EmptyRequestsPerSecond);
