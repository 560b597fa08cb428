using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Only calls that leave due work behind notify the workers of this instance and of others.</summary>
public sealed class StoreSignalingTests : SqliteTest
{
    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedChannel _channel = new();
    private readonly List<WorkHint> _hints = [];
    private readonly LockingDialect _dialect = new() { IsOneWriter = true };
    private readonly RelationalTrackingStore _store;

    public StoreSignalingTests()
    {
        _dialect.Wakeups = _channel;
        _store = new RelationalTrackingStore(
            Database(_dialect, _clock), new WakeupHub(_dialect), _clock, NullLogger<RelationalTrackingStore>.Instance);
        _store.Listen(_hints.Add);
    }

    [Fact]
    public void Listening_starts_the_channel() => Assert.Equal(1, _channel.Starts);

    [Fact]
    public async Task Added_row_is_signaled_when_it_is_due()
    {
        await SendsAsync(() => AddAsync("future", Now.AddSeconds(1)), []);
        await SendsAsync(() => AddAsync("due", Now), [WorkHint.Checks], "checks");
        await SendsAsync(() => AddAsync("due", Now), [WorkHint.Checks]);
    }

    [Fact]
    public async Task Row_that_is_joined_is_signaled_when_it_is_due()
    {
        await AddAsync("order", Now.AddSeconds(1));

        await SendsAsync(() => JoinAsync(row => row with { NextCheckAt = Now.AddSeconds(2) }), []);
        await SendsAsync(() => JoinAsync(_ => null), []);
        await SendsAsync(() => JoinAsync(row => row with { NextCheckAt = Now }), [WorkHint.Checks], "checks");

        Task JoinAsync(Func<TrackedTransaction, TrackedTransaction?> join) => _store.AddAsync(Row("order", Now), Keys("order"), join, Ct);
    }

    [Fact]
    public async Task Row_of_a_transaction_of_the_application_is_signaled_to_all_instances_with_its_commit()
    {
        await _store.PrepareAsync(Ct);
        var connection = await _dialect.ConnectAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);

        await SendsAsync(() => AddAsync("future", Now.AddSeconds(1)), []);
        await SendsAsync(() => AddAsync("due", Now), [], "checks to all");
        await transaction.CommitAsync(Ct);

        Task AddAsync(string reference, DateTimeOffset due) =>
            _store.AddAsync(Row(reference, due), Keys(reference), _ => null, transaction, Ct);
    }

    [Fact]
    public async Task Woken_row_is_signaled_when_it_is_due()
    {
        var due = await AddAsync("due", Now.AddHours(1));
        await AddAsync("recent", Now);
        var claimed = await ClaimAsync();
        await CommitAsync(claimed, row => row with { LastCheckedAt = Now, NextCheckAt = Now.AddHours(1) }, changes: 0);

        await SendsAsync(() => WakeAsync(4711, expected: 0), []);
        await SendsAsync(() => WakeAsync(claimed.Transaction.Id, expected: 1), []);
        await SendsAsync(() => WakeAsync(due.Id, expected: 1), [WorkHint.Checks], "checks");

        async Task WakeAsync(long id, int expected) => Assert.Equal(expected, await _store.WakeAsync(
            new WakeRequest(Now, Now.AddDays(1)) { Id = id, MinInterval = TimeSpan.FromMinutes(1) }, Ct));
    }

    [Fact]
    public async Task Commit_of_checks_is_signaled_in_this_instance_when_work_is_due()
    {
        await AddAsync("quiet", Now);
        var quiet = await ClaimAsync();
        await SendsAsync(() => CommitAsync(quiet, row => row with { NextCheckAt = Now.AddHours(1) }, changes: 0), []);
        await AddAsync("changed", Now);
        var changed = await ClaimAsync();
        await SendsAsync(() => CommitAsync(changed, row => row with { NextCheckAt = Now.AddHours(1) }, changes: 1), [WorkHint.Changes]);
        await AddAsync("due", Now);
        var due = await ClaimAsync();
        await _store.WakeAsync(new WakeRequest(Now, Now.AddDays(1)) { Id = due.Transaction.Id }, Ct);
        await SendsAsync(() => CommitAsync(due, row => row with { NextCheckAt = Now.AddHours(1) }, changes: 0), [WorkHint.Checks]);
    }

    [Fact]
    public async Task Delivery_is_signaled_when_another_change_can_be_delivered()
    {
        await AddAsync("order", Now);
        await CommitAsync(await ClaimAsync(), row => row with { NextCheckAt = Now.AddHours(1) }, changes: 2);

        await SendsAsync(() => DeliverAsync(DeliveryStatus.Parked), [WorkHint.Changes]);
        await SendsAsync(() => DeliverAsync(DeliveryStatus.Delivered), []);
        var parked = (await _store.ListChangesAsync(new StatusChangeFilter { Status = DeliveryStatus.Parked }, Ct)).Items[0].Change.Id;
        await SendsAsync(() => RedeliverAsync(Guid.Empty, expected: false), []);
        await SendsAsync(() => RedeliverAsync(parked, expected: true), [WorkHint.Changes], "changes");
        await SendsAsync(() => RedeliverAsync(parked, expected: false), []);

        async Task DeliverAsync(DeliveryStatus status)
        {
            var claimed = Assert.Single(await _store.ClaimChangesAsync(new ChangeClaim(9, Now, Now.AddMinutes(1)), Ct));
            await _store.CommitDeliveriesAsync(
                [
                    new DeliveryCommit(
                        claimed.Change.Id, claimed.Fence, status, 1, [], null, status == DeliveryStatus.Delivered ? Now : null, null),
                ],
                Ct);
        }

        async Task RedeliverAsync(Guid id, bool expected) => Assert.Equal(expected, await _store.RedeliverAsync(id, Now, Ct));
    }

    [Fact]
    public async Task Resolution_is_signaled_when_it_is_written()
    {
        var row = await AddAsync("order", Now);

        await SendsAsync(() => ResolveAsync(_ => null, expected: false), []);
        await SendsAsync(() => ResolveAsync(one => Change(one, 1), expected: true), [WorkHint.Changes], "changes");

        async Task ResolveAsync(Func<TrackedTransaction, StatusChange?> resolve, bool expected) =>
            Assert.Equal(expected, await _store.ResolveAsync(row.Id, resolve, Now, Ct));
    }

    private async Task SendsAsync(Func<Task> act, WorkHint[] hints, params string[] sent)
    {
        _hints.Clear();
        _channel.Sent.Clear();

        await act();

        Assert.Equal(hints, _hints);
        Assert.Equal(sent, _channel.Sent);
    }

    private Task<TrackedTransaction> AddAsync(string reference, DateTimeOffset due) =>
        _store.AddAsync(Row(reference, due), Keys(reference), _ => null, Ct);

    private async Task<ClaimedTransaction> ClaimAsync() =>
        Assert.Single(await _store.ClaimChecksAsync(new CheckClaim("cards", 9, Now, Now.AddMinutes(1)), Ct));

    private async Task CommitAsync(ClaimedTransaction claimed, Func<TrackedTransaction, TrackedTransaction> edit, int changes)
    {
        var row = edit(claimed.Transaction) with { Sequence = changes };
        Assert.Equal(
            [CommitOutcome.Written],
            await _store.CommitChecksAsync(
                [
                    new CheckCommit(
                        row, Keys(row.MerchantReference!), claimed.Fence, claimed.Wakes,
                        [.. Enumerable.Range(1, changes).Select(number => Change(row, number))]),
                ],
                Now,
                Ct));
    }

    private static StatusChange Change(TrackedTransaction row, long sequence) =>
        new() { Id = Guid.NewGuid(), Sequence = sequence, Kind = StatusChangeKind.Changed, At = Now, Transaction = row };

    private static TransactionKeys Keys(string reference) => new(null, reference, true);

    private static TrackedTransaction Row(string reference, DateTimeOffset due) => new()
    {
        ClientName = "cards",
        Query = TransactionQuery.ByMerchantReference(reference),
        Status = TrackingStatus.Active,
        MerchantReference = reference,
        TrackedAt = Now,
        DeadlineAt = Now.AddDays(3),
        NextCheckAt = due,
    };
}
