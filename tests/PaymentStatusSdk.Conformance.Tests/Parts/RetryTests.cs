using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>The adapter's own policy, with nothing set but the endpoint and the credentials.</summary>
public abstract class RetryTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private AskingPolicy Policy => Gateway.Policy;

    [Fact]
    public async Task Defaults_are_the_documented_ones()
    {
        await StartAsync();

        var options = Gateway.Options;

        Assert.Equal((Policy.AttemptTimeout, Policy.TotalTimeout), (options.AttemptTimeout, options.TotalTimeout));
        Assert.Equal((Policy.Retries, Policy.LeastPause), (options.MaxRetries, options.MinRetryDelay));
        Assert.Equal(Policy.RepeatsTimeouts, options.RetryTimeouts);
    }

    [Fact]
    public async Task Failure_that_lasts_is_repeated_as_often_as_documented()
    {
        using var telemetry = new TelemetryRecorder();
        await StartAsync();
        Faults.Always(SimulatedFault.Status(503));
        var asking = AskAsync();

        foreach (var (least, longest) in Policy.Pauses) Assert.NotNull(await PassPauseAsync(asking, least, longest));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await FailAsync(asking)).Kind);
        Assert.Equal(1 + Policy.Retries, Gateway.Simulator.ReceivedCount);
        Assert.Equal(Policy.Retries, telemetry.Of(Gateway.Name, PaymentStatusTelemetry.Retries).Sum(measurement => measurement.Value));
    }

    [Fact]
    public async Task Failure_that_passes_is_an_answer()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.ResetBeforeAnswer);
        var asking = AskAsync();

        Assert.NotNull(await PassPauseAsync(asking, Policy.Pauses[0].Least, Policy.Pauses[0].Longest));

        var result = await asking;
        Assert.Equal(Gateway.Paid.State, result.State);
        // Asked when the answered question left, not when the first one did.
        Assert.Equal(Clock.GetUtcNow(), result.AskedAt);
    }

    [Fact]
    public async Task Timeout_is_repeated_as_documented()
    {
        await StartAsync();
        var gate = new FaultHold();
        Faults.Next(SimulatedFault.Hold(gate));
        var asking = AskAsync();
        await gate.WaitForArrivalsAsync(1, Ct);
        Clock.Advance(Gateway.RequestTimeout);

        if (Policy.RepeatsTimeouts)
        {
            Assert.NotNull(await PassPauseAsync(asking, Policy.Pauses[0].Least, Policy.Pauses[0].Longest));
            Assert.Equal(Gateway.Paid.State, (await asking).State);
        }
        else
        {
            Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(asking)).Kind);
        }

        Assert.Equal(1 + (Policy.RepeatsTimeouts ? Gateway.RequestsPerExchange : 0), Gateway.Simulator.ReceivedCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task Retry_after_is_kept_to_within_the_least_pause(int seconds)
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(seconds * Second));

        await AssertPauseAsync(seconds * Second);
    }

    [Fact]
    public async Task Retry_after_as_a_date_is_kept_to()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(Clock.GetUtcNow() + (14 * Second)));

        await AssertPauseAsync(14 * Second);
    }

    [Fact]
    public async Task Retry_after_in_the_past_is_no_pause_but_the_least()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(Clock.GetUtcNow() - TimeSpan.FromDays(1)));

        await AssertPauseAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Retry_after_beyond_the_total_time_is_told_at_once()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(TimeSpan.FromHours(2)));

        var failure = await FailAsync();

        Assert.Equal((TransactionStatusErrorKind.RateLimited, TimeSpan.FromHours(2)), (failure.Kind, failure.RetryAfter));
        Assert.Equal(1, Gateway.Simulator.ReceivedCount);
    }

    [Fact]
    public async Task No_retries_are_no_retries()
    {
        await StartAsync(options => options.MaxRetries = 0);
        Faults.Always(SimulatedFault.Status(500));

        await FailAsync();

        Assert.Equal(1, Gateway.Simulator.ReceivedCount);
    }

    private async Task AssertPauseAsync(TimeSpan wanted)
    {
        var expected = wanted < Policy.LeastPause ? Policy.LeastPause : wanted;
        var asking = AskAsync();

        // Nothing to wait for: no timer either.
        if (expected > TimeSpan.Zero) Assert.Equal(expected, await PassPauseAsync(asking, expected, expected));

        Assert.Equal(Gateway.Paid.State, (await asking).State);
        Assert.Equal(1 + Gateway.RequestsPerExchange, Gateway.Simulator.ReceivedCount);
    }
}
