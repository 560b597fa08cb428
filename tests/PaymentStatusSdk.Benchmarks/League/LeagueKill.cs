namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>A kill, as it happened.</summary>
/// <param name="At">The time from the end of the enrollment until the worker's answers were held back, in seconds.</param>
/// <param name="Worker">The index of the worker.</param>
/// <param name="Checks">The number of checks that the kill interrupted.</param>
/// <param name="SettleSeconds">
/// The time until another worker had checked each of these payments; null if that took longer than the limit of the plan, and if the kill
/// interrupted nothing.
/// </param>
internal sealed record LeagueKill(double At, int Worker, int Checks, double? SettleSeconds)
{
    /// <summary>Returns a kill with the interruption that the gateway has measured.</summary>
    public static LeagueKill Of(TimeSpan at, int worker, Interruption interruption, TimeSpan limit) => new(
        at.TotalSeconds, worker, interruption.Checks,
        interruption.Seconds <= limit.TotalSeconds ? interruption.Seconds : null);
}
