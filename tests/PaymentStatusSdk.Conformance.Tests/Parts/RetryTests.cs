using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>The adapter's own policy, with nothing set but the endpoint and the credentials.</summary>
public abstract class RetryTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private QueryPolicy Policy => Gateway.Policy;

    [Fact]
    public async Task Defaults_are_the_documented_ones()
    {
        await StartAsync();

        var options = Gateway.Options;

        Assert.Equal((Policy.AttemptTimeout, Policy.TotalTimeout), (options.AttemptTimeout, options.TotalTimeout));
        Assert.Equal((Policy.Retries, Policy.MinDelay), (options.MaxRetries, options.MinRetryDelay));
        Assert.Equal(Policy.RepeatsTimeouts, options.RetryTimeouts);
    }

    [Fact]
    public async Task Permanent_failure_is_repeated_the_documented_number_of_times()
    {
        using var telemetry = new TelemetryRecorder();
        await StartAsync();
        Faults.Always(SimulatedFault.Status(503));
        var pending = QueryAsync();

        foreach (var (least, longest) in Policy.Delays) Assert.NotNull(await PassPauseAsync(pending, least, longest));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await FailAsync(pending)).Kind);
        Assert.Equal(1 + Policy.Retries, Gateway.Simulator.ReceivedCount);
        Assert.Equal(Policy.Retries, telemetry.Of(Gateway.Name, PaymentStatusTelemetry.Retries).Sum(measurement => measurement.Value));
    }

    [Fact]
    public async Task Temporary_failure_is_followed_by_an_answer()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.ResetBeforeAnswer);
        var pending = QueryAsync();

        Assert.NotNull(await PassPauseAsync(pending, Policy.Delays[0].Least, Policy.Delays[0].Longest));

        var result = await pending;
        Assert.Equal(Gateway.Paid.State, result.State);
        // Queried when the answered attempt was sent, not when the first one was.
        Assert.Equal(Clock.GetUtcNow(), result.AskedAt);
    }

    [Fact]
    public async Task Timeout_is_repeated_as_documented()
    {
        await StartAsync();
        var hold = new FaultHold();
        Faults.Next(SimulatedFault.Hold(hold));
        var pending = QueryAsync();
        await hold.WaitForArrivalsAsync(1, Ct);
        Clock.Advance(Gateway.RequestTimeout);

        if (Policy.RepeatsTimeouts)
        {
            Assert.NotNull(await PassPauseAsync(pending, Policy.Delays[0].Least, Policy.Delays[0].Longest));
            Assert.Equal(Gateway.Paid.State, (await pending).State);
        }
        else
        {
            Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(pending)).Kind);
        }

        Assert.Equal(1 + (Policy.RepeatsTimeouts ? Gateway.RequestsPerExchange : 0), Gateway.Simulator.ReceivedCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task Retry_after_is_honoured_above_the_minimum_delay(int seconds)
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(seconds * Second));

        await AssertPauseAsync(seconds * Second);
    }

    [Fact]
    public async Task Retry_after_as_a_date_is_honoured()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(Clock.GetUtcNow() + (14 * Second)));

        await AssertPauseAsync(14 * Second);
    }

    [Fact]
    public async Task Retry_after_in_the_past_is_the_minimum_delay()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(Clock.GetUtcNow() - TimeSpan.FromDays(1)));

        await AssertPauseAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Retry_after_beyond_the_total_timeout_is_reported_immediately()
    {
        await StartAsync();
        Faults.Next(SimulatedFault.TooManyRequests(TimeSpan.FromHours(2)));

        var failure = await FailAsync();

        Assert.Equal((TransactionStatusErrorKind.RateLimited, TimeSpan.FromHours(2)), (failure.Kind, failure.RetryAfter));
        Assert.Equal(1, Gateway.Simulator.ReceivedCount);
    }

    [Fact]
    public async Task Zero_retries_send_one_attempt()
    {
        await StartAsync(options => options.MaxRetries = 0);
        Faults.Always(SimulatedFault.Status(500));

        await FailAsync();

        Assert.Equal(1, Gateway.Simulator.ReceivedCount);
    }

    private async Task AssertPauseAsync(TimeSpan wanted)
    {
        var expected = wanted < Policy.MinDelay ? Policy.MinDelay : wanted;
        var pending = QueryAsync();

        // There is no delay, so there is no timer.
        if (expected > TimeSpan.Zero) Assert.Equal(expected, await PassPauseAsync(pending, expected, expected));

        Assert.Equal(Gateway.Paid.State, (await pending).State);
        Assert.Equal(1 + Gateway.RequestsPerExchange, Gateway.Simulator.ReceivedCount);
    }
}
