using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores;

/// <summary>
/// One part of the suite, with helpers for its tests. Every store seals every part with its fixture, without additions. Tests of one store
/// only may derive from this class as well.
/// </summary>
/// <typeparam name="TFixture">The fixture of the store.</typeparam>
public abstract class StorePart<TFixture> : IAsyncLifetime
    where TFixture : IStoreFixture, new()
{
    /// <summary>One second.</summary>
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    /// <summary>One minute.</summary>
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Only ends a hanging test; it measures nothing.
    private readonly CancellationTokenSource _watchdog =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<IStoreProcess> _processes = [];

    /// <summary>Creates the object, whose test fails after ten minutes.</summary>
    protected StorePart() => _watchdog.CancelAfter(TimeSpan.FromMinutes(10));

    /// <summary>The fixture of this test.</summary>
    protected TFixture Fixture { get; } = new();

    /// <summary>The clock of the processes.</summary>
    protected ManualTimeProvider Clock => Fixture.Clock;

    /// <summary>The time of the clock.</summary>
    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The first process.</summary>
    protected IStoreProcess First => Process(0);

    /// <summary>The second process.</summary>
    protected IStoreProcess Other => Process(1);

    /// <summary>The store of the first process.</summary>
    protected ITrackingStore Store => First.Store;

    /// <summary>Is canceled when the test is canceled or takes ten minutes.</summary>
    protected CancellationToken Ct => _watchdog.Token;

    /// <summary>Creates the database.</summary>
    public async ValueTask InitializeAsync() => await Fixture.CreateAsync(Ct);

    /// <summary>Ends the processes and removes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await Fixture.DisposeAsync();
        _watchdog.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns a process, which is started when it is first used.</summary>
    /// <param name="number">The number, from 0.</param>
    protected IStoreProcess Process(int number)
    {
        lock (_processes)
        {
            while (_processes.Count <= number) _processes.Add(Fixture.Start());
            return _processes[number];
        }
    }

    /// <summary>Advances the clock so that waiters poll again, until the task completes.</summary>
    /// <param name="waiting">The task. Leases longer than ten seconds do not expire unless it takes that long.</param>
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
    /// <param name="waiting">The task.</param>
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

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="store">The store; null for <see cref="Store"/>.</param>
    /// <param name="join">Joins an existing row; null to leave it unchanged.</param>
    /// <returns>The row as it is stored.</returns>
    protected Task<TrackedTransaction> AddAsync(
        TrackedTransaction row, ITrackingStore? store = null, Func<TrackedTransaction, TrackedTransaction?>? join = null) =>
        (store ?? Store).AddAsync(row, Keys(row), join ?? (_ => null), Ct);

    /// <summary>Adds a row and claims all due rows of its client.</summary>
    /// <param name="row">The row, which is due.</param>
    /// <returns>The claimed row.</returns>
    protected async Task<ClaimedTransaction> AddAndClaimAsync(TrackedTransaction row)
    {
        var added = await AddAsync(row);
        return Assert.Single(await ClaimAsync(row.ClientName), claimed => claimed.Transaction.Id == added.Id);
    }

    /// <summary>Claims due rows for one minute.</summary>
    /// <param name="client">The client.</param>
    /// <param name="count">The maximum number.</param>
    /// <param name="store">The store; null for <see cref="Store"/>.</param>
    protected Task<IReadOnlyList<ClaimedTransaction>> ClaimAsync(string client = "cards", int count = 100, ITrackingStore? store = null) =>
        (store ?? Store).ClaimChecksAsync(new CheckClaim(client, count, Now, Now + Minute), Ct);

    /// <summary>Commits one check.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="store">The store; null for <see cref="Store"/>.</param>
    protected async Task<CommitOutcome> CommitAsync(CheckCommit commit, ITrackingStore? store = null) =>
        Assert.Single(await (store ?? Store).CommitChecksAsync([commit], Now, Ct));

    /// <summary>Wakes a row.</summary>
    /// <param name="id">The number of the row.</param>
    /// <returns>The number of rows.</returns>
    protected Task<int> WakeAsync(long id) => Store.WakeAsync(new WakeRequest(Now, Now + TimeSpan.FromDays(1)) { Id = id }, Ct);

    /// <summary>Claims due changes for one minute.</summary>
    /// <param name="count">The maximum number.</param>
    /// <param name="store">The store; null for <see cref="Store"/>.</param>
    protected Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(int count = 100, ITrackingStore? store = null) =>
        (store ?? Store).ClaimChangesAsync(new ChangeClaim(count, Now, Now + Minute), Ct);

    /// <summary>Returns an active row that is due now, queried by merchant reference unless that is null.</summary>
    /// <param name="merchantReference">The merchant reference.</param>
    /// <param name="gatewayReference">The gateway reference.</param>
    /// <param name="client">The client.</param>
    /// <param name="byGatewayReference">Whether the row is queried by gateway reference.</param>
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

    /// <summary>Returns the keys of a row; merchant references are compared without case.</summary>
    /// <param name="row">The row.</param>
    protected static TransactionKeys Keys(TrackedTransaction row) =>
        new(row.GatewayReference, row.MerchantReference?.ToUpperInvariant(), row.Query.MerchantReference is not null);

    /// <summary>Returns the commit of a check of a claimed row: due again in an hour, or completed.</summary>
    /// <param name="claimed">The claimed row.</param>
    /// <param name="changes">The number of changes.</param>
    /// <param name="status">The new status.</param>
    /// <param name="edit">Changes the new content.</param>
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

    /// <summary>Returns a change of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="sequence">The sequence number.</param>
    protected StatusChange Change(TrackedTransaction row, long sequence) => new()
    {
        Id = Guid.CreateVersion7(Now + TimeSpan.FromMilliseconds(sequence)),
        Sequence = sequence,
        Kind = StatusChangeKind.Changed,
        At = Now,
        PreviousState = PaymentState.Pending,
        Transaction = row,
    };

    /// <summary>Adds a row with pending changes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="changes">The number of changes.</param>
    /// <param name="status">The status.</param>
    /// <returns>The row.</returns>
    protected async Task<TrackedTransaction> AddWithChangesAsync(
        TrackedTransaction row, int changes = 1, TrackingStatus status = TrackingStatus.Active)
    {
        var commit = Checked(await AddAndClaimAsync(row), changes, status);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(commit));
        return commit.Transaction;
    }

    /// <summary>Returns the result of a complete delivery.</summary>
    /// <param name="claimed">The claimed change.</param>
    /// <param name="handlers">The handlers that have completed the change.</param>
    protected DeliveryCommit Delivered(ClaimedChange claimed, params string[] handlers) =>
        new(claimed.Change.Id, claimed.Fence, DeliveryStatus.Delivered, claimed.Change.Attempt, handlers, null, Now, null);

    /// <summary>Returns the result of a delivery that is tried again.</summary>
    /// <param name="claimed">The claimed change.</param>
    /// <param name="at">The time of the next try.</param>
    /// <param name="handlers">The handlers that have completed the change.</param>
    protected static DeliveryCommit Retried(ClaimedChange claimed, DateTimeOffset at, params string[] handlers) =>
        new(claimed.Change.Id, claimed.Fence, DeliveryStatus.Pending, claimed.Change.Attempt, handlers, at, null, "System.FormatException");

    /// <summary>Returns the result of a delivery that has failed for good.</summary>
    /// <param name="claimed">The claimed change.</param>
    /// <param name="handlers">The handlers that have completed the change.</param>
    protected static DeliveryCommit Parked(ClaimedChange claimed, params string[] handlers) =>
        new(claimed.Change.Id, claimed.Fence, DeliveryStatus.Parked, claimed.Change.Attempt, handlers, null, null,
            "System.FormatException");

    /// <summary>Acquires an exchange lock for 90 seconds.</summary>
    /// <param name="process">The process.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the call; null for <see cref="Ct"/>.</param>
    protected Task<IExchangeLockHandle> AcquireAsync(
        IStoreProcess process, string key = "lock", CancellationToken? cancellationToken = null) =>
        process.ExchangeLock.AcquireAsync(key, 90 * Second, cancellationToken ?? Ct).AsTask();

    /// <summary>Returns the belief of a row after an answer.</summary>
    /// <param name="row">The row.</param>
    /// <param name="state">The state of the answer.</param>
    /// <param name="askedAt">The time of the answer.</param>
    /// <param name="finality">The finality of the answer.</param>
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
