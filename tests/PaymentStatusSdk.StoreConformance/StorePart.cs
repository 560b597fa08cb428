using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>One part of the suite. Every store derives every part without additions.</summary>
public abstract class StorePart<TFixture> : IAsyncLifetime
    where TFixture : IStoreFixture, new()
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Only ends a hanging test; it measures nothing.
    private readonly CancellationTokenSource _watchdog =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<IStoreProcess> _processes = [];

    protected StorePart() => _watchdog.CancelAfter(TimeSpan.FromMinutes(3));

    protected TFixture Fixture { get; } = new();

    protected ManualTimeProvider Clock => Fixture.Clock;

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected IStoreProcess First => Process(0);

    protected IStoreProcess Other => Process(1);

    protected ITrackingStore Store => First.Store;

    protected CancellationToken Ct => _watchdog.Token;

    public async ValueTask InitializeAsync() => await Fixture.CreateAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await Fixture.DisposeAsync();
        _watchdog.Dispose();
        GC.SuppressFinalize(this);
    }

    protected IStoreProcess Process(int number)
    {
        lock (_processes)
        {
            while (_processes.Count <= number) _processes.Add(Fixture.Start());
            return _processes[number];
        }
    }

    /// <summary>
    /// Advances the clock so that waiters poll again, until the task completes; leases longer than ten seconds do not expire unless it
    /// takes that long.
    /// </summary>
    protected async Task PassPollsAsync(Task waiting)
    {
        while (!waiting.IsCompleted)
        {
            var left = TimeSpan.Zero;
            using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var poll = Clock.WaitForTimerAsync(
                remaining =>
                {
                    if (remaining > 10 * Second) return false;
                    left = remaining;
                    return true;
                },
                cancellationSource.Token);
            await Task.WhenAny(waiting, poll);
            if (poll.IsCompletedSuccessfully && !waiting.IsCompleted) Clock.Advance(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            await cancellationSource.CancelAsync();
        }

        await waiting;
    }

    /// <summary>Advances the clock so that waiters poll several times, and asserts that they keep waiting.</summary>
    protected async Task AssertKeepsWaitingAsync(Task waiting)
    {
        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAny(waiting, Clock.WaitForTimerAsync(remaining => remaining <= 10 * Second, Ct));
            Assert.False(waiting.IsCompleted);
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.False(waiting.IsCompleted);
    }

    protected Task<TrackedTransaction> AddAsync(
        TrackedTransaction row, ITrackingStore? store = null, Func<TrackedTransaction, TrackedTransaction?>? join = null) =>
        (store ?? Store).AddAsync(row, Keys(row), join ?? (_ => null), Ct);

    protected async Task<ClaimedTransaction> AddAndClaimAsync(TrackedTransaction row)
    {
        var added = await AddAsync(row);
        return Assert.Single(await ClaimAsync(row.ClientName), claimed => claimed.Transaction.Id == added.Id);
    }

    protected Task<IReadOnlyList<ClaimedTransaction>> ClaimAsync(string client = "cards", int count = 100, ITrackingStore? store = null) =>
        (store ?? Store).ClaimChecksAsync(new CheckClaim(client, count, Now, Now + Minute), Ct);

    protected async Task<CommitOutcome> CommitAsync(CheckCommit commit, ITrackingStore? store = null) =>
        Assert.Single(await (store ?? Store).CommitChecksAsync([commit], Now, Ct));

    protected Task<int> WakeAsync(long id) => Store.WakeAsync(new WakeRequest(Now, Now + TimeSpan.FromDays(1)) { Id = id }, Ct);

    protected Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(int count = 100, ITrackingStore? store = null) =>
        (store ?? Store).ClaimChangesAsync(new ChangeClaim(count, Now, Now + Minute), Ct);

    /// <summary>An active row that is due now, queried by merchant reference unless that is null.</summary>
    protected TrackedTransaction Row(
        string? merchantReference = "order-1", string? gatewayReference = null, string client = "cards",
        bool byGatewayReference = false) => new()
        {
            ClientName = client,
            Query = merchantReference is null || byGatewayReference
            ? TransactionQuery.ByGatewayReference(gatewayReference!) with { ExpectedMerchantReference = merchantReference }
            : TransactionQuery.ByMerchantReference(merchantReference) with { ExpectedGatewayReference = gatewayReference },
            Status = TrackingStatus.Active,
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
            TrackedAt = Now,
            DeadlineAt = Now + TimeSpan.FromDays(3),
            NextCheckAt = Now,
        };

    protected static TransactionKeys Keys(TrackedTransaction row) =>
        new(row.GatewayReference, row.MerchantReference?.ToUpperInvariant(), row.Query.MerchantReference is not null);

    /// <summary>The commit of a check of a claimed row: due again in an hour or completed, with the given number of changes.</summary>
    protected CheckCommit Checked(
        ClaimedTransaction claimed, int changes = 0, TrackingStatus status = TrackingStatus.Active,
        Func<TrackedTransaction, TrackedTransaction>? edit = null)
    {
        var isActive = status == TrackingStatus.Active;
        var row = claimed.Transaction with
        {
            Status = status,
            Sequence = claimed.Transaction.Sequence + changes,
            CheckCount = claimed.Transaction.CheckCount + 1,
            LastCheckedAt = Now,
            NextCheckAt = isActive ? Now + 60 * Minute : null,
            CompletedAt = isActive ? null : Now,
        };
        if (edit is not null) row = edit(row);
        var reported = Enumerable.Range(1, changes).Select(number => Change(row, claimed.Transaction.Sequence + number)).ToArray();
        return new CheckCommit(row, Keys(row), claimed.Fence, claimed.Wakes, reported);
    }

    protected StatusChange Change(TrackedTransaction row, long sequence) => new()
    {
        Id = Guid.CreateVersion7(Now + TimeSpan.FromMilliseconds(sequence)),
        Sequence = sequence,
        Kind = StatusChangeKind.Changed,
        At = Now,
        PreviousState = PaymentState.Pending,
        Transaction = row,
    };

    /// <summary>Adds a row with the given number of pending changes.</summary>
    protected async Task<TrackedTransaction> AddWithChangesAsync(
        TrackedTransaction row, int changes = 1, TrackingStatus status = TrackingStatus.Active)
    {
        var commit = Checked(await AddAndClaimAsync(row), changes, status);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(commit));
        return commit.Transaction;
    }

    protected DeliveryCommit Delivered(ClaimedChange claimed, params string[] handlers) =>
        new(claimed.Change.Id, claimed.Fence, DeliveryStatus.Delivered, claimed.Change.Attempt, handlers, null, Now, null);

    protected static DeliveryCommit Retried(ClaimedChange claimed, DateTimeOffset at, params string[] handlers) =>
        new(claimed.Change.Id, claimed.Fence, DeliveryStatus.Pending, claimed.Change.Attempt, handlers, at, null, "System.FormatException");

    protected static DeliveryCommit Parked(ClaimedChange claimed, params string[] handlers) =>
        new(claimed.Change.Id, claimed.Fence, DeliveryStatus.Parked, claimed.Change.Attempt, handlers, null, null,
            "System.FormatException");

    protected Task<IExchangeLockHandle> AcquireAsync(
        IStoreProcess process, string key = "lock", CancellationToken? cancellationToken = null) =>
        process.ExchangeLock.AcquireAsync(key, 90 * Second, cancellationToken ?? Ct).AsTask();

    protected static StatusBelief Belief(
        TrackedTransaction row, PaymentState state, DateTimeOffset askedAt, Finality finality = Finality.Open) =>
        StatusRules.Advance(row.Belief, new TransactionStatusResult
        {
            ClientName = row.ClientName,
            Outcome = LookupOutcome.Answered,
            State = state,
            Finality = finality,
            GatewayReference = row.GatewayReference,
            MerchantReference = row.MerchantReference,
            AskedAt = askedAt,
            ObservedAt = askedAt,
        })!;
}
