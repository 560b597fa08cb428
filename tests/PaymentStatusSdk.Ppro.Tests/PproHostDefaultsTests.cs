using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Retries and timeouts that a host configures for every HTTP client do not affect queries to PPRO.</summary>
public sealed class PproHostDefaultsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Locked_transaction_answered_after_14_seconds_is_queried_once()
    {
        var clock = new ManualTimeProvider();
        var locked = new FaultHold();
        await using var host = await PproHost.StartAsync(clock: clock, register: AddDefaults);
        host.PutPaid();
        host.Gateway.Faults.Next(SimulatedFault.Hold(locked));

        var pending = host.QueryAsync();
        await host.Gateway.WaitForRequestsAsync(1, Stop);
        clock.Advance(TimeSpan.FromSeconds(14));
        locked.Release();

        Assert.Equal(PaymentState.Captured, (await pending).State);
        Assert.Single(host.Gateway.Received);
    }

    [Fact(Timeout = 60_000)]
    public async Task Busy_gateway_is_queried_three_times_at_least_ten_seconds_apart()
    {
        var clock = new ManualTimeProvider();
        var queriedAt = new List<DateTimeOffset>();
        await using var host = await PproHost.StartAsync(
            clock: clock, register: AddDefaults, http: http => http.AddHttpMessageHandler(() => new TimingHandler(clock, queriedAt)));
        for (var i = 0; i < 12; i++) host.Gateway.Faults.Next(SimulatedFault.Status(503));

        var failing = host.FailAsync();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            await host.Gateway.WaitForRequestsAsync(attempt, Stop);
            var pause = TimeSpan.Zero;
            await clock.WaitForTimerAsync(left => left <= TimeSpan.FromSeconds(25) && (pause = left) >= TimeSpan.Zero, Stop);
            clock.Advance(pause);
        }

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await failing).Kind);
        Assert.Equal(3, host.Gateway.Received.Count);
        Assert.All(queriedAt.Zip(queriedAt.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(10)));
    }

    private static void AddDefaults(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());

    private sealed class TimingHandler(TimeProvider clock, List<DateTimeOffset> queriedAt) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            queriedAt.Add(clock.GetUtcNow());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
