namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The figures of one contestant. Except for the time of the enrollment, they begin at its end.</summary>
/// <param name="Name">The name of the contestant.</param>
/// <param name="EnrollSeconds">The duration of the enrollment of all payments; at least one interval.</param>
/// <param name="Checks">The number of answers that the gateway has sent.</param>
/// <param name="WorkerCpuSeconds">The processor time of the workers, without their starts.</param>
/// <param name="ServerCpuSeconds">The processor time of PostgreSQL.</param>
/// <param name="LogBytes">The bytes that PostgreSQL has written to its write-ahead log.</param>
/// <param name="Effects">The lost and repeated effects, and the delay.</param>
/// <param name="Kills">All kills.</param>
/// <param name="Seconds">The duration.</param>
internal sealed record LeagueResult(
    string Name, double EnrollSeconds, long Checks, double WorkerCpuSeconds, double ServerCpuSeconds, double LogBytes,
    EffectSummary Effects, LeagueKill[] Kills, double Seconds);
