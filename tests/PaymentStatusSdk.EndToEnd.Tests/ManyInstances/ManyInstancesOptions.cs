namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>How large a run is. Set PAYMENTSTATUS_MANY_INSTANCES to <c>long</c> for thousands of payments.</summary>
internal sealed record ManyInstancesOptions
{
    public const string Variable = "PAYMENTSTATUS_MANY_INSTANCES";

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) == "long";

    public int Payments { get; init; } = IsLong ? 3_000 : 240;

    public int Workers { get; init; } = 4;

    public int WebHosts { get; init; } = 2;

    /// <summary>Are the web hosts the workers, so that they are killed too?</summary>
    public bool WorkersAreWebHosts { get; init; }

    /// <summary>How many processes are killed in the course of the run; the payments begin and move all the time in between.</summary>
    public int Kills { get; init; } = IsLong ? 60 : 6;

    /// <summary>How many processes are stopped in order and replaced, beside those that are killed.</summary>
    public int Restarts { get; init; } = IsLong ? 30 : 4;

    public int Seed { get; init; } = 20_261_122;
}
