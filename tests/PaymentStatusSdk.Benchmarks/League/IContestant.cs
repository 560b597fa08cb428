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

    /// <summary>Enrolls one payment, to be checked at once and then at each interval.</summary>
    Task EnrollAsync(IServiceProvider services, LeagueSettings settings, int payment);
}
