namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The figures of one contestant.</summary>
/// <param name="Name">The name of the contestant.</param>
/// <param name="Checks">The number of answers that the gateway has sent.</param>
/// <param name="WorkerCpuSeconds">The processor time of the workers, without their starts.</param>
/// <param name="ServerCpuSeconds">The processor time of PostgreSQL.</param>
/// <param name="LogBytes">The bytes that PostgreSQL has written to its write-ahead log, including those for enrolling.</param>
/// <param name="Lost">The number of final payments without an effect at the end.</param>
/// <param name="Repeated">The number of effects beyond the first of each payment.</param>
/// <param name="DelaySeconds">The median time from the final state at the gateway to the effect.</param>
/// <param name="SettleSeconds">
/// For each kill, the time until all payments that were final at the gateway at that moment had their effect; 0 when all had it already.
/// </param>
/// <param name="Seconds">The duration of the run.</param>
internal sealed record LeagueResult(
    string Name, long Checks, double WorkerCpuSeconds, double ServerCpuSeconds, double LogBytes, int Lost, int Repeated,
    double DelaySeconds, double[] SettleSeconds, double Seconds);
