namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The checks that a kill has interrupted.</summary>
/// <param name="Checks">The number of payments whose queries the gateway had received from the killed worker and not answered.</param>
/// <param name="Seconds">
/// The time from the kill until the gateway had answered a query of another worker for each of these payments; null until then.
/// </param>
internal sealed record Interruption(int Checks, double? Seconds)
{
    /// <summary>Returns true while a payment waits for another worker.</summary>
    public bool IsOpen() => Checks > 0 && Seconds is null;
}
