using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Polling;

/// <summary>The end of polling: by its duration, by the clock and by cancellation.</summary>
public sealed class PollingEndTests
{
    private static readonly TransactionQuery Query = TransactionQuery.ByMerchantReference("ORDER-1");

    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedTransactionStatusClient _client;

    public PollingEndTests() => _client = new ScriptedTransactionStatusClient("cards", _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public async Task Query_that_lasts_for_the_whole_duration_is_the_last_one(int seconds)
    {
        _client.Answer("ORDER-1", PaymentState.Pending, PaymentState.Captured);
        var slow = new SlowClient(_client, _clock, TimeSpan.FromSeconds(seconds));

        var result = await slow.WaitForFinalStatusAsync(Query, Every(2, duration: 10), _clock, Cancel);

        Assert.Equal(PaymentState.Pending, result.State);
        Assert.Single(_client.Queries);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Timer_that_fires_early_causes_no_second_last_query(int delay)
    {
        _client.Answer("ORDER-1", PaymentState.Pending, PaymentState.Pending, PaymentState.Captured);

        var waiting = _client.WaitForFinalStatusAsync(Query, Every(delay, duration: 2), new EarlyTimers(_clock), Cancel);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(1999), Cancel);

        Assert.Equal(PaymentState.Pending, (await waiting).State);
        Assert.Equal(2, _client.Queries.Count);
    }

    [Fact]
    public async Task System_clock_is_used_when_none_is_given()
    {
        _client.Answer("ORDER-1", PaymentState.Captured);

        var result = await _client.WaitForFinalStatusAsync(Query, cancellationToken: Cancel);

        Assert.Equal(PaymentState.Captured, result.State);
    }

    [Fact]
    public async Task Cancellation_that_the_caller_did_not_request_is_thrown_unchanged()
    {
        var failure = new OperationCanceledException("The client stopped.");
        _client.Fail("ORDER-1", () => failure);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _client.WaitForFinalStatusAsync(Query, Every(2, duration: 10), _clock, Cancel));

        Assert.Same(failure, error);
    }

    [Fact]
    public async Task Cancellation_that_carries_the_callers_token_is_thrown_unchanged()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var failure = new OperationCanceledException("The caller canceled.", cancel.Token);
        _client.Fail("ORDER-1", CancelAndFail);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _client.WaitForFinalStatusAsync(Query, Every(2, duration: 10), _clock, cancel.Token));

        Assert.Same(failure, error);

        OperationCanceledException CancelAndFail()
        {
            cancel.Cancel();
            return failure;
        }
    }

    private static PollingSchedule Every(int seconds, int duration) => new(TimeSpan.FromSeconds(seconds))
    {
        MaxDuration = TimeSpan.FromSeconds(duration),
    };

    /// <summary>Each query lasts for the same time: it moves the clock.</summary>
    private sealed class SlowClient(ITransactionStatusClient inner, ManualTimeProvider clock, TimeSpan duration)
        : DelegatingTransactionStatusClient(inner)
    {
        public override Task<TransactionStatusResult> GetStatusAsync(
            TransactionQuery query, CancellationToken cancellationToken = default)
        {
            clock.Advance(duration);
            return Inner.GetStatusAsync(query, cancellationToken);
        }
    }

    /// <summary>The timestamps of another clock, with timers that fire a millisecond early.</summary>
    private sealed class EarlyTimers(ManualTimeProvider clock) : TimeProvider
    {
        private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(1);

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime >= Early ? dueTime - Early : dueTime, period);
    }
}
