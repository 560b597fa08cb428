using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

public sealed class CircuitTests
{
    private bool _works;

    [Fact]
    public async Task Open_circuit_sends_nothing_returns_a_retry_time_and_is_not_retried()
    {
        using var host = Host(options => options.MaxRetries = 10);
        await OpenAsync(host);
        var attempts = host.Adapter.Attempts;

        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind);
        Assert.True(failure.IsTransient);
        Assert.Equal(TimeSpan.FromSeconds(10), failure.RetryAfter);
        Assert.Equal(attempts, host.Adapter.Attempts);
        Assert.Contains(host.Logs.Lines, line => line.EventId.Id == 1004);
    }

    [Fact]
    public async Task Circuit_closes_after_a_probe_that_succeeds_and_opens_again_after_one_that_fails()
    {
        using var host = Host();
        await OpenAsync(host);

        host.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await host.FailAsync()).Kind);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        _works = true;

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
        Assert.Contains(host.Logs.Lines, line => line.EventId.Id == 1005);
    }

    [Fact]
    public async Task Open_circuit_is_measured()
    {
        using var host = Host();
        using var metrics = new MetricCollector(PaymentStatusTelemetry.Name, host.Services.GetRequiredService<IMeterFactory>());
        metrics.Observe();
        await OpenAsync(host);
        metrics.Observe();

        var measured = metrics.Of(PaymentStatusTelemetry.CircuitOpen);
        Assert.Equal([0, 1], measured.Select(one => one.Value));
        Assert.Equal("kit", measured[1].Tags[PaymentStatusTelemetry.ClientTag]);
    }

    [Fact]
    public async Task Wall_clock_set_back_does_not_keep_the_circuit_open()
    {
        using var host = Host();
        await OpenAsync(host);
        _works = true;

        host.Clock.SetWallClock(TimeSpan.FromHours(-1));
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(10), (await host.FailAsync()).RetryAfter);
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
    }

    [Fact]
    public async Task Half_open_circuit_lets_one_probe_through()
    {
        var release = new TaskCompletionSource();
        using var host = Host();
        await OpenAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        var fail = host.Adapter.Run;
        host.Adapter.Run = (_, _) => release.Task;

        var probe = host.FailAsync("probe");
        var other = await host.FailAsync("other");

        Assert.Equal(TransactionStatusErrorKind.Unavailable, other.Kind);
        Assert.Equal(TimeSpan.FromSeconds(15), other.RetryAfter);
        release.SetException(new TransactionStatusException(TransactionStatusErrorKind.Transport, "still down"));
        await probe;
        host.Adapter.Run = fail;
    }

    [Fact]
    public async Task Canceled_probe_leaves_the_circuit_open()
    {
        using var source = new CancellationTokenSource();
        using var host = Host();
        await OpenAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        var fail = host.Adapter.Run;
        var completed = new TaskCompletionSource();
        host.Adapter.Run = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token).ContinueWith(_ => { }, TaskScheduler.Default);
            completed.SetResult();
            token.ThrowIfCancellationRequested();
        };

        var probe = host.QueryWith("probe", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        await completed.Task.WaitAsync(TestContext.Current.CancellationToken);
        host.Adapter.Run = fail;
        await host.SettleAsync();

        // Neither closed nor half-open forever: the next query is the probe, and its failure opens the circuit for the full duration.
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id == 1005);
        Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await host.FailAsync()).Kind);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        _works = true;
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
    }

    [Fact]
    public async Task Circuit_that_has_closed_counts_from_zero()
    {
        using var host = Host();
        await OpenAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        _works = true;
        await host.QueryAsync();
        Assert.False(host.Services.GetRequiredKeyedService<GatewayClient>("kit").IsCircuitOpen);
        _works = false;

        for (var i = 0; i < 10; i++) Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task Late_success_of_an_attempt_that_started_before_the_circuit_opened_does_not_close_it()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = Host();
        var fail = host.Adapter.Run;
        host.Adapter.Run = async (exchange, _) =>
        {
            var pendingQuery = exchange.Seal()[0];
            started.SetResult();
            await release.Task;
            pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
        };
        var slow = host.QueryAsync("slow");
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        host.Adapter.Run = fail;
        await OpenAsync(host);

        release.SetResult();

        Assert.Equal(PaymentState.Captured, (await slow).State);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await host.FailAsync()).Kind);
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id == 1005);
    }

    [Fact]
    public async Task Cancellations_do_not_count_for_the_circuit()
    {
        using var host = Host();
        for (var i = 0; i < 5; i++) await host.FailAsync();
        var fail = host.Adapter.Run;
        host.Adapter.Run = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        for (var i = 0; i < 20; i++)
        {
            using var source = new CancellationTokenSource();
            var pending = host.QueryWith("C", source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        }

        await host.SettleAsync();
        host.Adapter.Run = fail;

        // They count neither as failures nor as successes: the circuit opens exactly at the tenth failure.
        for (var i = 0; i < 5; i++) Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task Missing_callbacks_do_not_count_for_the_circuit()
    {
        using var host = Host();
        var fail = host.Adapter.Run;
        host.Adapter.Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.CallbackTimeout, "no step 4");
        for (var i = 0; i < 20; i++) await host.FailAsync();
        host.Adapter.Run = fail;

        for (var i = 0; i < 10; i++) Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task Queue_waits_do_not_count_for_the_circuit()
    {
        var release = new TaskCompletionSource();
        using var host = Host(options => options.MaxConcurrentExchanges = 1);
        var fail = host.Adapter.Run;
        host.Adapter.Run = (_, _) => release.Task;
        var running = host.QueryAsync("running");
        var waiting = Enumerable.Range(0, 20).Select(i => host.FailAsync($"W{i}")).ToArray();
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.All(await Task.WhenAll(waiting), failure => Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind));
        release.SetResult();
        await Assert.ThrowsAsync<TransactionStatusException>(() => running);
        host.Adapter.Run = fail;

        Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task Circuit_belongs_to_one_client_name_and_survives_a_reload_of_the_options()
    {
        var clock = new ManualTimeProvider();
        var settings = new ChangeableConfiguration(
            ("K:Endpoint", "https://gateway.example/"), ("K:Secret", "s"), ("K:MaxRetries", "0"), ("K:CircuitBreakDuration", "00:00:20"));
        var down = new KitAdapter { Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "down") };
        var up = new KitAdapter();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddPaymentStatus(gateways =>
            {
                gateways.AddKit("down", settings.Root.GetSection("K"), down);
                gateways.AddKit("up", settings.Root.GetSection("K"), up);
            })
            .BuildServiceProvider();
        var factory = services.GetRequiredService<ITransactionStatusClientFactory>();
        for (var i = 0; i < 10; i++) await FailAsync(factory.Get("down"));

        settings.Change(("K:QueueLimit", "5"));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await FailAsync(factory.Get("down"))).Kind);
        Assert.Equal(10, down.Attempts);
        await factory.Get("up").GetStatusAsync(TransactionQuery.ByGatewayReference("T"), TestContext.Current.CancellationToken);
    }

    private static Task<TransactionStatusException> FailAsync(ITransactionStatusClient client) =>
        Assert.ThrowsAsync<TransactionStatusException>(
            () => client.GetStatusAsync(TransactionQuery.ByGatewayReference("T"), TestContext.Current.CancellationToken));

    private static async Task OpenAsync(KitHost host)
    {
        while ((await host.FailAsync()).Kind == TransactionStatusErrorKind.Transport)
            Assert.InRange(host.Adapter.Attempts, 0, 50);
    }

    private KitHost Host(Action<KitOptions>? configure = null)
    {
        var adapter = new KitAdapter();
        var answer = adapter.Run;
        adapter.Run = (exchange, token) =>
            _works ? answer(exchange, token) : throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "down");
        return new KitHost(adapter, options =>
        {
            options.MaxRetries = 0;
            options.RetryDelay = TimeSpan.Zero;
            configure?.Invoke(options);
        });
    }
}
