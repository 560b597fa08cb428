namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>What it takes to ask Desjardins for all transactions once.</summary>
/// <param name="Gateway">desjardins.</param>
/// <param name="Client">one-by-one or sdk.</param>
/// <param name="WallMilliseconds">From the first question to the last answer: the median of the rounds.</param>
/// <param name="HttpRequests">Sent by the merchant and received from the gateway: the median of the rounds.</param>
internal sealed record DesjardinsMeasurement(string Gateway, string Client, double WallMilliseconds, double HttpRequests);
