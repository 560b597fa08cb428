using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>Checks the due transactions of one client.</summary>
internal sealed class CheckWorker : LeasedWorker<long, ClaimedTransaction, CheckCommit>
{
    public const string WorkKind = "check";

    private readonly ITransactionStatusClient _client;
    private readonly ITrackingStore _store;
    private readonly TrackingSchedule _schedule;
    private readonly TrackingMetrics _metrics;
    private readonly ClientThrottle _throttle;
    private readonly Func<TimeSpan> _checkTime;

    public CheckWorker(
        ITransactionStatusClient client, Func<TimeSpan> checkTime, ITrackingStore store, TrackingOptions options, TrackingMetrics metrics,
        ClientThrottle throttle, StoreClock clock, JitterSource jitter, ILogger logger)
        : base(
            client.Metadata.ClientName, ConcurrencyOf(client.Metadata, options), options,
            metrics.Watch(WorkKind, client.Metadata.ClientName, ConcurrencyOf(client.Metadata, options)), clock, jitter, logger)
    {
        _client = client;
        _checkTime = checkTime;
        _store = store;
        _schedule = options.ScheduleOf(client.Metadata);
        _metrics = metrics;
        _throttle = throttle;
    }

    /// <summary>Called when changes have been written; null when the store notifies the workers.</summary>
    public Action? OnChanges { get; init; }

    protected override TimeSpan Idle => _throttle.Left is { } left && left > TimeSpan.Zero ? left : Options.PollInterval;

    protected override int Allowed(int room, int held) => _throttle.Allowed(room, held);

    protected override Task<IReadOnlyList<ClaimedTransaction>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        _store.ClaimChecksAsync(new CheckClaim(Name, count, now, until), cancellationToken);

    protected override async Task<CheckCommit?> WorkAsync(ClaimedTransaction claim, StopTokens stop)
    {
        // The row was claimed before the client became busy: a query would only confirm that.
        if (_throttle.Left is { } left) return Commit(claim, claim.Transaction with { NextCheckAt = Time.GetUtcNow() + left });

        var epoch = _throttle.Epoch;
        var askedAt = Time.GetUtcNow();
        var limit = new TimeLimit(_checkTime(), Options.OverrunSlack);
        var (end, query) = await Limited.RunAsync(token => QueryAsync(claim.Transaction, token), limit, stop).ConfigureAwait(false);
        if (end == WorkEnd.LeftRunning) return null;
        // A canceled query may still have returned an answer. Without one, a stop of the host does not count as a check.
        if (!query.IsCompletedSuccessfully && IsOver(stop.Stopping)) return Release(claim);
        // The clocks turned out to differ during the check: another instance decides.
        if (!Time.Agrees) return Release(claim);
        var report = query.IsCompletedSuccessfully ? await query.ConfigureAwait(false) : Overran(limit, end);
        (report, var pause) = SlowDown(report, epoch, claim.Transaction.Id);
        var now = Time.GetUtcNow();
        var schedule = claim.Transaction.Policy.Schedule ?? _schedule;
        var (row, changes) = CheckRules.After(claim, report with { AskedAt = askedAt }, schedule, pause, now, Jitter.Next());
        Pass?.Tally.Checked(report.Result is not null);
        _metrics.Checked(_client.Metadata, report, now - claim.DueAt);
        return Commit(claim, row, changes) with { DueIfWoken = now + Options.NotificationInterval };
    }

    // The schedule has not advanced, and the row is due at once.
    protected override CheckCommit Release(ClaimedTransaction claim) => Commit(claim, claim.Transaction with { NextCheckAt = claim.DueAt });

    protected override async Task CommitAsync(IReadOnlyList<CheckCommit> commits, CancellationToken cancellationToken)
    {
        var outcomes = await _store.CommitChecksAsync(commits, Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < commits.Count; i++)
        {
            if (outcomes[i] == CommitOutcome.Written) _metrics.Reported(_client.Metadata, commits[i].Changes);
            else if (outcomes[i] == CommitOutcome.Lost) TrackingLog.Lost(Logger, Name);
            else await ReportDuplicateAsync(commits[i], cancellationToken).ConfigureAwait(false);
        }

        OnChanges?.Invoke();
    }

    protected override Task<IReadOnlyList<Lease<long>>> RenewAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        _store.RenewChecksAsync(leases, until, cancellationToken);

    protected override Lease<long> LeaseOf(ClaimedTransaction claim) => new(claim.Transaction.Id, claim.Fence);

    protected override Lease<long> LeaseOf(CheckCommit commit) => new(commit.Transaction.Id, commit.Fence);

    /// <summary>
    /// Logs a duplicate. The row that continues has taken over in the same commit what the duplicate stated, unless that contradicts it.
    /// </summary>
    private async Task ReportDuplicateAsync(CheckCommit commit, CancellationToken cancellationToken)
    {
        TrackingLog.IsDuplicate(Logger, Name, commit.Transaction.Id);
        try
        {
            var survivor = await _store.FindAsync(Name, commit.Keys, cancellationToken).ConfigureAwait(false);
            if (survivor is null) return;
            var key = TransactionKeys.OfMerchantReference(survivor.MerchantReference, _client.Metadata.Capabilities);
            if (Enrollment.Contradicts(survivor, key, commit.Transaction.Query, commit.Keys.MerchantKey))
                TrackingLog.DuplicateContradicts(Logger, Name, commit.Transaction.Id);
        }
        catch (TrackingStoreException exception) when (!IsHostGone())
        {
            // The batch has been written.
            TrackingLog.StoreFailed(Logger, Name, 1, exception);
        }
    }

    private async Task<CheckReport> QueryAsync(TrackedTransaction transaction, CancellationToken cancellationToken)
    {
        using var activity = TraceLinks.StartCheck(_client.Metadata, transaction);
        var report = await QueryAsync(transaction.Query, cancellationToken).ConfigureAwait(false);
        TraceLinks.End(activity, report);
        return report;
    }

    private async Task<CheckReport> QueryAsync(TransactionQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return CheckReport.Of(await _client.GetStatusAsync(query, cancellationToken).ConfigureAwait(false));
        }
        catch (TransactionStatusException failure)
        {
            return CheckReport.Of(failure);
        }
        catch (Exception failure) when (!IsOver(cancellationToken))
        {
            // Thrown by a decorator of the merchant's, or for a query that the gateway does not support. The text may contain anything.
            TrackingLog.CheckBroke(Logger, Name, failure.GetType(), ExceptionTrace.Describe(failure));
            return CheckReport.Of(failure);
        }
    }

    private CheckReport Overran(TimeLimit limit, WorkEnd end)
    {
        TrackingLog.CheckOverran(Logger, Name, _client.GetType(), limit.Time, end == WorkEnd.Overran ? limit.Slack : TimeSpan.Zero);
        _metrics.Overran(WorkKind, Name);
        return CheckReport.Overrun;
    }

    private (CheckReport Report, TimeSpan Pause) SlowDown(CheckReport report, int epoch, long transaction)
    {
        if (report.FailureKind != CheckFailure.Busy)
        {
            // A query without an answer says nothing about the next query.
            if (report.FailureKind != CheckFailure.Unanswered) _throttle.End(epoch);
            return (report, TimeSpan.Zero);
        }

        if (_throttle.Begin(report, epoch, transaction, out var isNew) is not { } pause)
            return (report with { FailureKind = CheckFailure.Unanswered }, TimeSpan.Zero);
        if (isNew) TrackingLog.SlowedDown(Logger, Name, report.Failure, pause);
        return (report, pause);
    }

    private CheckCommit Commit(ClaimedTransaction claim, TrackedTransaction row, IReadOnlyList<StatusChange>? changes = null)
    {
        var capabilities = _client.Metadata.Capabilities;
        var keys = new TransactionKeys(
            TransactionKeys.OfGatewayReference(row.GatewayReference, capabilities),
            TransactionKeys.OfMerchantReference(row.MerchantReference, capabilities),
            row.Query.MerchantReference is not null);
        return new CheckCommit(row, keys, claim.Fence, claim.Wakes, changes ?? []);
    }

    private static int ConcurrencyOf(TransactionStatusClientMetadata gateway, TrackingOptions options)
    {
        if (options.Clients.TryGetValue(gateway.ClientName, out var own) && own.MaxConcurrentChecks is { } configured) return configured;
        var (targets, exchanges) = (gateway.Capabilities.MaxTransactionsPerExchange, gateway.Capabilities.MaxConcurrentExchanges);
        return Math.Clamp(targets > 1 ? 2 * targets * exchanges : exchanges, 1, 1_000);
    }
}
