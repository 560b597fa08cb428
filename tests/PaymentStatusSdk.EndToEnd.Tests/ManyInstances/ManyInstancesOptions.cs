using System.Globalization;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>
/// How large a run is. Set PAYMENTSTATUS_MANY_INSTANCES to <c>long</c> for thousands of payments, and to <c>soak</c> for a hundred
/// thousand, with PgBouncer before PostgreSQL and one instance whose clock is wrong. <c>soak:5000</c> runs as many payments as the number
/// says.
/// </summary>
internal sealed record ManyInstancesOptions
{
    public const string Variable = "PAYMENTSTATUS_MANY_INSTANCES";

    private static readonly string[] Scale = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':');

    public static bool IsSoak { get; } = Scale[0] == "soak";

    public static bool IsLong { get; } = IsSoak || Scale[0] == "long";

    /// <summary>
    /// Whether the processes are a shop that tracks payments in the transactions of its orders, and handles changes in transactions.
    /// </summary>
    public bool IsShop { get; init; }

    public int Payments { get; init; } =
        Scale.Length > 1 ? int.Parse(Scale[1], CultureInfo.InvariantCulture) : IsSoak ? 100_000 : IsLong ? 3_000 : 160;

    public int Workers { get; init; } = 4;

    public int WebHosts { get; init; } = 2;

    /// <summary>True when the web hosts are the workers, so that they are killed too.</summary>
    public bool WorkersAreWebHosts { get; init; }

    /// <summary>The number of processes killed during the run, while payments start and change.</summary>
    public int Kills { get; init; } = IsSoak ? 100 : IsLong ? 60 : 4;

    /// <summary>The number of processes that are stopped gracefully and replaced, in addition to the killed ones.</summary>
    public int Restarts { get; init; } = IsSoak ? 20 : IsLong ? 30 : 2;

    /// <summary>The maximum number of concurrent track calls: more than a shop has, and fewer than a machine has ports.</summary>
    public int MaxConcurrentTrackCalls { get; init; } = 64;

    /// <summary>The maximum number of open payments at their gateways.</summary>
    public int PaymentsAtOnce { get; init; } = 4_000;

    /// <summary>The factor by which checks are slower than in a short run, whose days are seconds.</summary>
    public double Patience { get; init; } = IsSoak ? 8 : 1;

    /// <summary>The time by which the clock of the first worker is ahead; null for a correct clock.</summary>
    public TimeSpan? Skew { get; init; } = IsSoak ? TimeSpan.FromSeconds(9) : null;

    public int Seed { get; init; } = 20_261_122;
}
