using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Runs the workers until nothing is due.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used needs no disposal.")]
internal sealed class TrackingRunner(
    IServiceProvider services, WorkerFactory workers, IOptions<TrackingOptions> options, StoreClock clock, ILoggerFactory loggers)
    : ITrackingRunner
{
    // The observation of a doubtful clock ends at a comparison, the last of which may be an interval late.
    private static readonly TimeSpan SufficientDuration = ClockRules.Patience + ClockRules.Interval;

    private readonly ILogger _logger = loggers.CreateLogger(TrackingTelemetry.Category);
    private readonly SemaphoreSlim _passLock = new(1, 1);

    public async Task<TrackingRunResult> RunOnceAsync(TrackingRunBudget budget, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        await _passLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await services.GetRequiredService<ITrackingStore>().PrepareAsync(cancellationToken).ConfigureAwait(false);
            await clock.CompareAsync(cancellationToken).ConfigureAwait(false);
            return await RunAsync(budget, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _passLock.Release();
        }
    }

    private async Task<TrackingRunResult> RunAsync(TrackingRunBudget budget, CancellationToken cancellationToken)
    {
        using var running = services.GetRequiredService<TrackingMetrics>().Run();
        using var over = new CancellationTokenSource(budget.MaxDuration, clock);
        using var timeUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        await ObserveClockAsync(budget.MaxDuration, timeUp.Token, cancellationToken).ConfigureAwait(false);
        using var ended = new CancellationTokenSource();
        var comparing = CompareClocksAsync(ended.Token);
        try
        {
            return await WorkAsync(budget, timeUp.Token, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await comparing.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Observes a doubtful clock until it is accepted or the time is up. Without this, a pass in a process of its own would end at once,
    /// and the next process would begin with the same doubt.
    /// </summary>
    private async Task ObserveClockAsync(TimeSpan maxDuration, CancellationToken timeUp, CancellationToken cancellationToken)
    {
        while (clock.State.Suspicion is { } suspicion)
        {
            await Task.Delay(clock.ComparisonInterval, clock, timeUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (timeUp.IsCancellationRequested)
            {
                TrackingLog.PassTooShort(_logger, maxDuration, suspicion.Patience, SufficientDuration);
                return;
            }

            await clock.CompareAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Compares the clocks until the pass ends. Another process accepts its doubtful clock when it sees no new time for a while, so a
    /// working process must note its time.
    /// </summary>
    private async Task CompareClocksAsync(CancellationToken ended)
    {
        while (true)
        {
            try
            {
                await Task.Delay(clock.ComparisonInterval, clock, ended).ConfigureAwait(false);
                await clock.CompareAsync(ended).ConfigureAwait(false);
            }
            catch (Exception) when (ended.IsCancellationRequested || HostDisposal.Of(services))
            {
                return;
            }
            catch (Exception exception)
            {
                TrackingLog.MaintenanceFailed(_logger, exception.GetType());
            }
        }
    }

    private async Task<TrackingRunResult> WorkAsync(
        TrackingRunBudget budget, CancellationToken timeUp, CancellationToken cancellationToken)
    {
        // Not disposed of: abandoned work may still use its token.
        var leaving = new CancellationTokenSource();
        using var canceled = cancellationToken.UnsafeRegister(_ => leaving.CancelAfter(options.Value.OverrunSlack), null);
        if (!workers.HasHandlers) TrackingLog.NoHandler(_logger);
        var (checks, deliveries, tally) = (new ClaimQuota(budget.MaxChecks), new ClaimQuota(budget.MaxDeliveries), new RunTally());
        int before;
        do
        {
            before = tally.Count;
            await RunWorkersAsync(
                checks, deliveries, tally, new StopTokens(cancellationToken, leaving.Token), timeUp).ConfigureAwait(false);
        }
        // A handler may have tracked or woken a transaction.
        while (tally.Count > before && !timeUp.IsCancellationRequested);

        cancellationToken.ThrowIfCancellationRequested();
        var figures = await workers.CreateMaintenance()
            .RunOnceAsync(budget.RunsMaintenance, timeUp, cancellationToken).ConfigureAwait(false);
        var next = NextDueAt(figures);
        var result = tally.ToResult() with { IsWorkDue = next <= clock.GetUtcNow(), NextDueAt = next };
        TrackingLog.PassEnded(_logger, result.Checks, result.FailedChecks, result.Deliveries, result.FailedDeliveries, result.IsWorkDue);
        return result;
    }

    private async Task RunWorkersAsync(ClaimQuota checks, ClaimQuota deliveries, RunTally tally, StopTokens stop, CancellationToken timeUp)
    {
        var checksEnded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var deliveryWorkers = workers.CreateDeliveries(new WorkerPass(deliveries, tally, checksEnded.Task, timeUp));
        var checkWorkers = workers.CreateChecks(
            new WorkerPass(checks, tally, Task.CompletedTask, timeUp), () => Array.ForEach(deliveryWorkers, worker => worker.Signal.Set()));
        var delivered = Task.WhenAll(deliveryWorkers.Select(worker => worker.RunAsync(stop)));
        try
        {
            await Task.WhenAll(checkWorkers.Select(worker => worker.RunAsync(stop))).ConfigureAwait(false);
        }
        finally
        {
            checksEnded.SetResult();
            await delivered.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns when work is due that this process can do. Other clients' rows, and changes without a handler here, belong to other
    /// processes.
    /// </summary>
    private DateTimeOffset? NextDueAt(TrackingFigures figures)
    {
        var clients = services.GetRequiredService<ITransactionStatusClientFactory>().Names;
        var next = clients.Where(figures.NextCheckAt.ContainsKey).Select(client => (DateTimeOffset?)figures.NextCheckAt[client]).Min();
        return workers.HasHandlers && (next is null || figures.NextDeliveryAt < next) ? figures.NextDeliveryAt ?? next : next;
    }
}
