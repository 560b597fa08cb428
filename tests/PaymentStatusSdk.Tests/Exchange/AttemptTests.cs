using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>The number of attempts, what is logged of them, and the time of an attempt in the answer.</summary>
public sealed class AttemptTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(10, 11)]
    public async Task MaxRetries_is_the_number_of_attempts_after_the_first_one(int retries, int attempts)
    {
        using var host = new KitHost(Failing(), options => (options.MaxRetries, options.RetryDelay) = (retries, TimeSpan.Zero));

        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.RateLimited, failure.Kind);
        Assert.Equal(attempts, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Each_failed_attempt_before_the_last_one_is_logged_with_its_number()
    {
        using var host = new KitHost(Failing(), options => (options.MaxRetries, options.RetryDelay) = (2, TimeSpan.Zero));

        await host.FailAsync();

        Assert.Equal(
            [
                "Attempt 1 of client 'kit' failed (RateLimited); the next one starts in 00:00:00.",
                "Attempt 2 of client 'kit' failed (RateLimited); the next one starts in 00:00:00.",
            ],
            host.Logs.Lines.Where(line => line.EventId.Id == 1003).Select(line => line.Message));
    }

    [Fact]
    public async Task Answer_to_a_repeated_attempt_that_is_not_sealed_again_has_the_time_of_that_attempt()
    {
        IReadOnlyList<PendingQuery>? pendingQueries = null;
        var adapter = new KitAdapter();
        adapter.Run = (exchange, _) =>
        {
            pendingQueries ??= exchange.Seal();
            if (adapter.Attempts == 1) throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "cut");
            pendingQueries[0].Complete(KitAdapter.Captured(pendingQueries[0].Query));
            return Task.CompletedTask;
        };
        using var host = new KitHost(adapter, options => options.MinRetryDelay = TimeSpan.FromSeconds(9));
        var started = host.Clock.GetUtcNow();

        var pending = host.QueryAsync();
        await host.Clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(9), TestContext.Current.CancellationToken);

        Assert.Equal(started + TimeSpan.FromSeconds(9), (await pending).AskedAt);
    }

    [Fact]
    public async Task Exchange_that_has_no_time_left_for_its_first_attempt_is_a_Timeout()
    {
        using var host = new KitHost(new KitAdapter(), configure: null, new LeapingTimeProvider());

        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Timeout, failure.Kind);
        Assert.Equal(0, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Attempt_that_the_last_caller_cancels_is_not_disposed_because_its_cancellation_may_still_run()
    {
        using var leaves = new CancellationTokenSource();
        var started = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = new KitHost(new KitAdapter
        {
            Run = (_, token) =>
            {
                started.SetResult(token);
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            },
        });
        var pending = host.QueryWith("T", leaves.Token);
        var attempt = await started.Task.WaitAsync(TestContext.Current.CancellationToken);

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await host.SettleAsync();

        // A disposed source has no handle.
        Assert.True(attempt.WaitHandle.WaitOne(TimeSpan.Zero));
    }

    [Fact]
    public async Task Attempt_that_has_ended_is_disposed()
    {
        CancellationToken attempt = default;
        var adapter = new KitAdapter();
        var answer = adapter.Run;
        adapter.Run = (exchange, token) =>
        {
            attempt = token;
            return answer(exchange, token);
        };
        using var host = new KitHost(adapter);

        await host.QueryAsync();
        await host.SettleAsync();

        Assert.Throws<ObjectDisposedException>(() => attempt.WaitHandle);
    }

    private static KitAdapter Failing() => new()
    {
        // The only repeated kind that does not open the circuit.
        Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.RateLimited, "slow down"),
    };

    /// <summary>The clock of a machine that pauses for an hour after each reading.</summary>
    private sealed class LeapingTimeProvider : TimeProvider
    {
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _timestamp, TimeSpan.TicksPerHour);
    }
}
