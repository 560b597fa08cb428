using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Checks;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>The steps of a single pass, and the remaining work that it reports.</summary>
public class TrackingRunnerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pass_prepares_compares_claims_and_measures_in_this_order(bool runsMaintenance)
    {
        await using var bench = new Bench(WithHandler);

        await RunAsync(bench, new TrackingRunBudget { RunsMaintenance = runsMaintenance });

        Assert.Equal(["Prepare", "GetTime"], bench.Store.Methods.Take(2));
        Assert.Equal(["ClaimChanges", "ClaimChecks"], bench.Store.Methods.Skip(2).Where(IsClaim).Distinct().Order());
        Assert.Equal(
            runsMaintenance ? "ShortenLeases,Prune,Measure" : "Measure",
            string.Join(',', bench.Store.Methods.Skip(2).Where(method => !IsClaim(method))));
        Assert.Equal([1370], bench.Logged);
    }

    // Seconds from now until the next check of a client of this process, and of another one, and until the next delivery.
    [Theory]
    [InlineData(true, null, -60.0, null, null)]
    [InlineData(true, 20.0, 10.0, 30.0, 20.0)]
    [InlineData(true, 30.0, 10.0, 20.0, 20.0)]
    [InlineData(true, 20.0, null, 20.0, 20.0)]
    [InlineData(true, 20.0, null, null, 20.0)]
    [InlineData(true, null, null, 20.0, 20.0)]
    [InlineData(true, 0.0, null, null, 0.0)]
    [InlineData(true, -1.0, null, null, -1.0)]
    [InlineData(false, 30.0, null, 20.0, 30.0)]
    [InlineData(false, null, null, 20.0, null)]
    public async Task Next_time_is_that_of_work_that_this_process_can_do(
        bool hasHandler, double? check, double? otherCheck, double? delivery, double? next)
    {
        await using var bench = new Bench(hasHandler ? WithHandler : null);
        var now = bench.Now;
        var checks = new Dictionary<string, DateTimeOffset>();
        if (check is { } own) checks["cards"] = now.AddSeconds(own);
        if (otherCheck is { } other) checks["gone"] = now.AddSeconds(other);
        bench.Store.Figures = new TrackingFigures([], null, null, 0)
        {
            NextCheckAt = checks,
            NextDeliveryAt = delivery is { } due ? now.AddSeconds(due) : null,
        };

        var result = await RunAsync(bench, new TrackingRunBudget());

        DateTimeOffset? expected = next is { } seconds ? now.AddSeconds(seconds) : null;
        Assert.Equal(new TrackingRunResult { NextDueAt = expected, IsWorkDue = next <= 0 }, result);
    }

    [Fact]
    public async Task Pass_without_a_handler_is_logged_and_claims_no_change()
    {
        await using var bench = new Bench();

        await RunAsync(bench, new TrackingRunBudget());

        Assert.Equal([1312, 1370], bench.Logged);
        Assert.Equal(0, bench.Store.CountOf("ClaimChanges"));
    }

    [Fact]
    public async Task Passes_of_one_process_run_one_after_the_other_and_a_failed_one_does_not_block_the_next()
    {
        await using var bench = new Bench();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        bench.Store.Before = async method =>
        {
            if (method != "Prepare" || begun.Task.IsCompleted) return;
            begun.SetResult();
            await go.Task;
            throw new TrackingStoreException("No.", isTransient: true);
        };

        var first = RunAsync(bench, new TrackingRunBudget());
        await begun.Task.WaitAsync(Ct);
        var second = RunAsync(bench, new TrackingRunBudget());
        Assert.Equal(["Prepare"], bench.Store.Methods);
        go.SetResult();

        await Assert.ThrowsAsync<TrackingStoreException>(() => first);
        await second;
        Assert.Equal(2, bench.Store.CountOf("Prepare"));
    }

    [Fact]
    public async Task Each_pass_compares_the_clocks_anew()
    {
        await using var bench = new Bench();

        await RunAsync(bench, new TrackingRunBudget());
        await RunAsync(bench, new TrackingRunBudget());

        Assert.Equal(2, bench.Store.CountOf("GetTime"));
    }

    [Fact]
    public async Task Canceled_pass_measures_nothing()
    {
        await using var bench = new Bench();
        using var canceled = new CancellationTokenSource();
        bench.Store.Before = method => method == "ClaimChecks" ? canceled.CancelAsync() : Task.CompletedTask;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Services.GetRequiredService<ITrackingRunner>()
            .RunOnceAsync(new TrackingRunBudget(), canceled.Token));

        Assert.Equal(0, bench.Store.CountOf("Measure"));
        await Assert.ThrowsAsync<ArgumentNullException>(
            () => bench.Services.GetRequiredService<ITrackingRunner>().RunOnceAsync(null!, Ct));
    }

    [Fact]
    public async Task Pass_ends_after_its_running_comparison_of_the_clocks()
    {
        await using var bench = new Bench();
        using var hold = HoldCheck(bench);
        var pass = RunAsync(bench, new TrackingRunBudget { MaxDuration = TimeSpan.FromMinutes(10) });
        await bench.Client.WaitForQueriesAsync(1, Ct);
        var go = new TaskCompletionSource();
        bench.Store.Before = method => method == "GetTime" ? go.Task : Task.CompletedTask;
        await bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
        await bench.Store.WaitForAsync("GetTime", 2, Ct);

        hold.Release();
        await UntilAsync(() => bench.Logged.Contains(1370), "the work of the pass has ended");

        Assert.False(pass.IsCompleted);
        go.SetResult();
        Assert.Equal(1, (await pass).Checks);
    }

    [Fact]
    public async Task Comparison_after_the_end_of_the_host_is_no_error()
    {
        await using var bench = new Bench();
        using var hold = HoldCheck(bench);
        var pass = RunAsync(bench, new TrackingRunBudget { MaxDuration = TimeSpan.FromMinutes(10) });
        await bench.Client.WaitForQueriesAsync(1, Ct);

        await bench.Services.DisposeAsync();
        await bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
        hold.Release();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pass);
        Assert.DoesNotContain(1314, bench.Logged);
    }

    /// <summary>Makes a check due, and holds its query.</summary>
    private static ScriptedHold HoldCheck(Bench bench)
    {
        bench.Client.Answer("ORDER-1", PaymentState.Captured);
        bench.Store.DueChecks.Enqueue(new ClaimedTransaction(new TrackedPayment().Row, 1, 0, bench.Now));
        return bench.Client.Hold();
    }

    private static bool IsClaim(string method) => method.StartsWith("Claim", StringComparison.Ordinal);

    private static void WithHandler(IServiceCollection services) => services.AddSingleton<IStatusChangeHandler>(new Shop());

    private static Task<TrackingRunResult> RunAsync(Bench bench, TrackingRunBudget budget) =>
        bench.Services.GetRequiredService<ITrackingRunner>().RunOnceAsync(budget, Ct);
}
