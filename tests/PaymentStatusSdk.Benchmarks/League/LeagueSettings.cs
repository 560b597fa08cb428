namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The settings of a process that works for one contestant.</summary>
/// <param name="ConnectionString">The contestant's own database.</param>
/// <param name="Gateway">The address of the gateway.</param>
/// <param name="Plan">The load.</param>
internal sealed record LeagueSettings(string ConnectionString, Uri Gateway, LeaguePlan Plan);
