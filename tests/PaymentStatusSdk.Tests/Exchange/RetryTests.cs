using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Timed_out_attempt_is_repeated_within_the_total_timeout()
    {
        using var host = new KitHost(Hanging(), options =>
        {
            options.AttemptTimeout = TimeSpan.FromSeconds(10);
            options.TotalTimeout = TimeSpan.FromSeconds(15);
            options.RetryDelay = TimeSpan.Zero;
            options.MaxRetries = 10;
        });
        var started = host.Clock.GetUtcNow();

        var pending = host.FailAsync();
        await host.Clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(10), Token);
        await host.Clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Token);
        var failure = await pending;

        Assert.Equal(TransactionStatusErrorKind.Timeout, failure.Kind);
        Assert.Equal(2, host.Adapter.Attempts);
        Assert.Equal(TimeSpan.FromSeconds(15), host.Clock.GetUtcNow() - started);
        Assert.Equal(0, host.Clock.ActiveTimers);
    }

    [Fact]
    public async Task Timed_out_attempt_is_not_repeated_where_the_options_forbid_it()
    {
        using var host = new KitHost(Hanging(), options => options.RetryTimeouts = false);

        var pending = host.FailAsync();
        await host.Clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await pending).Kind);
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(TimeoutException))]
    public async Task Any_exception_after_the_attempt_timeout_is_a_Timeout(Type thrown)
    {
        var adapter = new KitAdapter
        {
            Run = async (exchange, token) =>
            {
                exchange.Seal();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token).ContinueWith(_ => { }, TaskScheduler.Default);
                throw (Exception)Activator.CreateInstance(thrown, "aborted")!;
            },
        };
        using var host = new KitHost(adapter, options => options.MaxRetries = 0);

        var pending = host.FailAsync();
        await host.Clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await pending).Kind);
    }

    [Fact]
    public async Task Adapter_that_never_seals_ends_with_its_timeout()
    {
        using var host = new KitHost(
            new KitAdapter { Run = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token) },
            options => options.RetryTimeouts = false);

        var pending = host.FailAsync();
        await host.Clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await pending).Kind);
    }

    [Fact]
    public async Task Successful_second_attempt_answers_the_same_query_with_its_own_time()
    {
        var adapter = FailingOnce(new TransactionStatusException(TransactionStatusErrorKind.Transport, "cut"));
        using var host = new KitHost(adapter);
        var started = host.Clock.GetUtcNow();

        var pending = host.QueryAsync();
        await WaitForPauseAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        var result = await pending;

        Assert.Equal(PaymentState.Captured, result.State);
        Assert.InRange(result.AskedAt - started, TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(2));
        Assert.Equal(2, adapter.Attempts);
    }

    [Fact]
    public async Task Pauses_double_and_vary_by_a_quarter()
    {
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 40; i++)
        {
            using var host = new KitHost(
                Failing(TransactionStatusErrorKind.Transport), options => options.RetryDelay = TimeSpan.FromSeconds(1));
            var pending = host.FailAsync();
            pauses.Add(await NextPauseAsync(host));
            var second = await NextPauseAsync(host);
            Assert.InRange(second, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5));
            await pending;
        }

        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(1.25)));
        Assert.True(pauses.Distinct().Count() > 1, "There is no jitter.");
    }

    [Fact]
    public async Task Pause_is_never_shorter_than_MinRetryDelay()
    {
        using var host = new KitHost(
            Failing(TransactionStatusErrorKind.Transport), options => options.MinRetryDelay = TimeSpan.FromSeconds(9));

        var pending = host.FailAsync();
        Assert.Equal(TimeSpan.FromSeconds(9), await NextPauseAsync(host));
        Assert.Equal(TimeSpan.FromSeconds(9), await NextPauseAsync(host));

        await pending;
        Assert.Equal(3, host.Adapter.Attempts);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    public async Task RetryAfter_of_the_gateway_is_the_retry_delay(TransactionStatusErrorKind kind)
    {
        using var host = new KitHost(
            FailingOnce(new TransactionStatusException(kind, "slow down") { RetryAfter = TimeSpan.FromSeconds(7) }));

        var pending = host.QueryAsync();
        Assert.Equal(TimeSpan.FromSeconds(7), await NextPauseAsync(host));

        Assert.Equal(PaymentState.Captured, (await pending).State);
    }

    [Fact]
    public async Task RetryAfter_beyond_the_remaining_time_fails_immediately_and_is_returned()
    {
        using var host = new KitHost(
            FailingOnce(new TransactionStatusException(TransactionStatusErrorKind.RateLimited, "slow down")
            {
                RetryAfter = TimeSpan.FromSeconds(30),
            }));

        var failure = await host.FailAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), failure.RetryAfter);
        Assert.Equal(1, host.Adapter.Attempts);
        Assert.Equal(0, host.Clock.ActiveTimers);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public async Task Retry_delay_that_ends_too_late_starts_no_further_attempt(int seconds)
    {
        var failure = new TransactionStatusException(TransactionStatusErrorKind.Transport, "cut");
        using var host = new KitHost(FailingOnce(failure), options => options.TotalTimeout = TimeSpan.FromSeconds(10));

        var pending = host.FailAsync();
        await WaitForPauseAsync(host);
        host.Clock.Jump(TimeSpan.FromSeconds(seconds));

        Assert.Equal(TransactionStatusErrorKind.Transport, (await pending).Kind);
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Fact]
    public async Task ForbidRepeat_makes_the_failure_final()
    {
        var adapter = new KitAdapter
        {
            Run = (exchange, _) =>
            {
                exchange.ForbidRepeat();
                throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "cut");
            },
        };
        using var host = new KitHost(adapter, options => options.RetryDelay = TimeSpan.Zero);

        await host.FailAsync();

        Assert.Equal(1, adapter.Attempts);
    }

    [Fact]
    public async Task Attempt_that_fails_after_all_queries_were_answered_is_not_repeated()
    {
        var adapter = new KitAdapter
        {
            Run = (exchange, _) =>
            {
                foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
                throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "cut while closing");
            },
        };
        using var host = new KitHost(adapter, options => options.RetryDelay = TimeSpan.Zero);

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
        Assert.Equal(1, adapter.Attempts);
    }

    [Fact]
    public async Task Caller_canceled_during_the_retry_delay_ends_the_exchange()
    {
        using var host = new KitHost(Failing(TransactionStatusErrorKind.Transport));
        using var source = new CancellationTokenSource();

        var pending = host.QueryWith("T", source.Token);
        await WaitForPauseAsync(host);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SettleAsync();
        Assert.Equal(1, host.Adapter.Attempts);
    }

    private static async Task<TimeSpan> NextPauseAsync(KitHost host)
    {
        var pause = await WaitForPauseAsync(host);
        host.Clock.Advance(pause);
        return pause;
    }

    private static async Task<TimeSpan> WaitForPauseAsync(KitHost host)
    {
        var pause = TimeSpan.Zero;
        await host.Clock.WaitForTimerAsync(
            left =>
            {
                // The other timer is the attempt timeout.
                pause = left;
                return left != TimeSpan.FromSeconds(10);
            },
            Token);
        return pause;
    }

    private static KitAdapter Hanging() => new()
    {
        Run = (exchange, token) =>
        {
            exchange.Seal();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        },
    };

    private static KitAdapter Failing(TransactionStatusErrorKind kind) => new()
    {
        Run = (_, _) => throw new TransactionStatusException(kind, "It failed."),
    };

    private static KitAdapter FailingOnce(TransactionStatusException failure)
    {
        var adapter = new KitAdapter();
        var answer = adapter.Run;
        adapter.Run = (exchange, token) => adapter.Attempts == 1 ? throw failure : answer(exchange, token);
        return adapter;
    }
}
