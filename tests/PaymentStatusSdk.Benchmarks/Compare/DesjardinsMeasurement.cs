namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The cost of querying all transactions at Desjardins once.</summary>
/// <param name="Gateway">desjardins.</param>
/// <param name="Client">one-by-one or sdk.</param>
/// <param name="WallMilliseconds">The time from the first query to the last answer: the median of the rounds.</param>
/// <param name="HttpRequests">Sent by the merchant and received from the gateway: the median of the rounds.</param>
internal sealed record DesjardinsMeasurement(string Gateway, string Client, double WallMilliseconds, double HttpRequests);
