using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Checks;
using PaymentStatusSdk.Tracking.Tests.Delivery;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Tests.Stores;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>The hosted service while a handler runs, and its end.</summary>
public sealed class TrackingWorkerEndTests : IAsyncDisposable
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Bench _bench;

    public TrackingWorkerEndTests()
    {
        var shop = new Shop
        {
            OnHandle = (_, _) =>
            {
                _begun.TrySetResult();
                return _go.Task;
            },
        };
        _bench = new Bench(services => services.AddSingleton<IStatusChangeHandler>(shop));
        var change = new StatusChange { Id = Guid.NewGuid(), Sequence = 1, Attempt = 1, Transaction = new TrackedPayment().Row };
        _bench.Store.DueChanges.Enqueue(new ClaimedChange(change, 1, []));
    }

    private TrackingWorker Service => ServiceOf(_bench);

    public async ValueTask DisposeAsync()
    {
        _go.TrySetResult();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Service_does_not_rest_while_a_handler_runs()
    {
        await StartAsync();
        await _bench.Store.WaitForAsync("ClaimChecks", 1, Ct);

        for (var turns = 0; turns < 1_000; turns++)
        {
            Assert.False(Service.IsResting);
            await Task.Yield();
        }

        _go.SetResult();
        await UntilAsync(() => Service.IsResting, "the workers rest");
        await Service.StopAsync(Ct);
        Assert.Equal(1, _bench.Store.CountOf("CommitDeliveries"));
    }

    [Fact]
    public async Task Stop_whose_time_is_over_waits_for_the_workers_and_not_for_the_handler()
    {
        using var timeout = new CancellationTokenSource();
        await StartAsync();
        var stopping = Service.StopAsync(timeout.Token);
        Assert.False(stopping.IsCompleted);

        var start = TimeProvider.System.GetTimestamp();
        await timeout.CancelAsync();
        await stopping;

        // The service waits for at most a second of real time, which may be too short for a machine under load.
        var isLoaded = TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMilliseconds(900);
        Assert.True(Service.ExecuteTask!.IsCompleted || isLoaded);
        Assert.Equal(0, _bench.Store.CountOf("CommitDeliveries"));
    }

    [Fact]
    public async Task Disposal_without_a_stop_ends_the_workers_while_a_handler_runs()
    {
        await StartAsync();

        Service.Dispose();
        await Service.ExecuteTask!.WaitAsync(Ct);

        Assert.Contains(1322, _bench.Logged);
        Assert.Equal(0, _bench.Store.CountOf("CommitDeliveries"));
    }

    [Fact]
    public async Task End_of_aService_whose_host_was_disposed_of_is_no_failure()
    {
        var bench = new Bench(services => services.AddSingleton<IHostApplicationLifetime>(new NeverStarted()));
        var service = ServiceOf(bench);
        await service.StartAsync(Ct);
        var running = service.ExecuteTask!;

        await bench.DisposeAsync();
        await running.WaitAsync(Ct);

        Assert.True(running.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Failure_of_aService_whose_host_exists_reaches_the_host()
    {
        await using var bench = new Bench(services =>
        {
            services.AddPaymentTracking().AddTransactionalStatusChangeHandler<InTransactionOne>();
            services.AddSingleton<ITrackingStore>(new MemoryStore());
        });
        var service = ServiceOf(bench);

        await service.StartAsync(Ct);

        await Assert.ThrowsAsync<NotSupportedException>(() => service.ExecuteTask!.WaitAsync(Ct));
    }

    private async Task StartAsync()
    {
        await Service.StartAsync(Ct);
        await _begun.Task.WaitAsync(Ct);
    }

    private static TrackingWorker ServiceOf(Bench bench) =>
        bench.Services.GetServices<IHostedService>().OfType<TrackingWorker>().Single();

    private sealed class NeverStarted : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
