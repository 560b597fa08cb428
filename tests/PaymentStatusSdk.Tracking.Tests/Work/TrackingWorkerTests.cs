using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>The hosted service, without a host.</summary>
public class TrackingWorkerTests
{
    [Fact]
    public async Task Service_prepares_the_store_runs_all_workers_and_stops()
    {
        await using var bench = new Bench(WithHandler);
        var service = ServiceOf(bench);

        await service.StartAsync(Ct);
        await bench.Store.WaitForAsync("ClaimChecks", 1, Ct);
        await bench.Store.WaitForAsync("ClaimChanges", 1, Ct);
        await bench.Store.WaitForAsync("Measure", 1, Ct);
        Assert.Equal("Prepare", bench.Store.Methods[0]);
        Assert.NotNull(bench.Store.Listener);
        Assert.Same(service.ExecuteTask, service.ExecuteTask);
        await service.StopAsync(Ct);

        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Null(bench.Store.Listener);
        Assert.Equal([1301], bench.Logged);
        Assert.Contains("Clients=cards", bench.LineOf(1301).Values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hint_of_the_store_wakes_the_workers_of_its_kind()
    {
        await using var bench = new Bench(WithHandler);
        var service = ServiceOf(bench);
        await service.StartAsync(Ct);
        await bench.Store.WaitForAsync("ClaimChecks", 1, Ct);
        await bench.Store.WaitForAsync("ClaimChanges", 1, Ct);
        await UntilAsync(() => service.IsResting, "the workers rest");

        bench.Store.Listener!(WorkHint.Checks);
        await bench.Store.WaitForAsync("ClaimChecks", 2, Ct);
        await UntilAsync(() => service.IsResting, "the workers rest");
        Assert.Equal((2, 1), (bench.Store.CountOf("ClaimChecks"), bench.Store.CountOf("ClaimChanges")));

        bench.Store.Listener!(WorkHint.Changes);
        await bench.Store.WaitForAsync("ClaimChanges", 2, Ct);
        await UntilAsync(() => service.IsResting, "the workers rest");
        Assert.Equal((2, 2), (bench.Store.CountOf("ClaimChecks"), bench.Store.CountOf("ClaimChanges")));

        bench.Store.Listener!(WorkHint.Unknown);
        await bench.Store.WaitForAsync("ClaimChecks", 3, Ct);
        await bench.Store.WaitForAsync("ClaimChanges", 3, Ct);
        await service.StopAsync(Ct);
    }

    [Fact]
    public async Task Service_without_a_worker_only_maintains()
    {
        await using var bench = new Bench(WithHandler);
        bench.Options.RunWorker = false;
        var service = ServiceOf(bench);

        await service.StartAsync(Ct);
        await bench.Time.WaitForTimerAsync(left => left == TimeSpan.FromMinutes(1), Ct);
        Assert.True(service.IsResting);
        await service.StopAsync(Ct);

        Assert.Equal(["Prepare", "GetTime", "Measure"], bench.Store.Methods);
        Assert.Empty(bench.Logged);
    }

    [Fact]
    public async Task Missing_handler_is_logged()
    {
        await using var bench = new Bench();
        var service = ServiceOf(bench);

        await service.StartAsync(Ct);
        await bench.Store.WaitForAsync("ClaimChecks", 1, Ct);
        await service.StopAsync(Ct);

        Assert.Equal([1312, 1301], bench.Logged);
        Assert.Equal(0, bench.Store.CountOf("ClaimChanges"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_a_store_that_may_recover_lets_the_host_start(bool isTransient)
    {
        await using var bench = new Bench();
        bench.Store.Before = method =>
            method == "Prepare" ? throw new TrackingStoreException("No.", isTransient) : Task.CompletedTask;
        var service = ServiceOf(bench);

        if (isTransient) await service.StartAsync(Ct);
        else await Assert.ThrowsAsync<TrackingStoreException>(() => service.StartAsync(Ct));
        if (isTransient) await bench.Store.WaitForAsync("ClaimChecks", 1, Ct);
        await service.StopAsync(Ct);

        Assert.Equal(isTransient, bench.Logged.Contains(1302));
        if (isTransient) Assert.Contains("Name=start", bench.LineOf(1302).Values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_begins_when_the_host_has_started()
    {
        using var lifetime = new Lifetime();
        await using var bench = new Bench(services => services.AddSingleton<IHostApplicationLifetime>(lifetime));
        var service = ServiceOf(bench);

        await service.StartAsync(Ct);
        await lifetime.Awaited.WaitAsync(Ct);
        Assert.Equal(["Prepare"], bench.Store.Methods);
        await lifetime.StartAsync();
        await bench.Store.WaitForAsync("ClaimChecks", 1, Ct);

        await service.StopAsync(Ct);
    }

    private static TrackingWorker ServiceOf(Bench bench) =>
        bench.Services.GetServices<IHostedService>().OfType<TrackingWorker>().Single();

    private static void WithHandler(IServiceCollection services) => services.AddSingleton<IStatusChangeHandler>(new Shop());

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _started = new();
        private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the service waits for the start of the host.</summary>
        public Task Awaited => _awaited.Task;

        public CancellationToken ApplicationStarted
        {
            get
            {
                _awaited.TrySetResult();
                return _started.Token;
            }
        }

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public Task StartAsync() => _started.CancelAsync();

        public void StopApplication() => throw new NotSupportedException();

        public void Dispose() => _started.Dispose();
    }
}
