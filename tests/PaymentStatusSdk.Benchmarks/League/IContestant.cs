using Microsoft.Extensions.Hosting;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>One way to poll payments until they are final and then to do something once, as its documentation recommends.</summary>
internal interface IContestant
{
    string Name { get; }

    /// <summary>The packages with their versions.</summary>
    IReadOnlyList<string> Packages { get; }

    /// <summary>Registers what a worker needs; it creates missing tables when it starts.</summary>
    void AddWorker(HostApplicationBuilder builder, LeagueSettings settings);

    /// <summary>Stores one payment durably, so that the workers check it at once and then at each interval until it is final.</summary>
    /// <remarks>
    /// It returns when the payment is stored, without waiting for a check. The league enrolls one payment after the other: each when it
    /// arrives, but not before the previous one is stored.
    /// </remarks>
    Task EnrollAsync(IServiceProvider services, LeagueSettings settings, int payment);
}
