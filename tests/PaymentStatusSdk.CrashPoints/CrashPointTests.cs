using System.Data;
using System.Data.Common;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>
/// Each operation is broken at its first statement, at its second one, and so on, until it runs through. The rule: after a crash at any
/// statement, the database is in one of two states. Either the whole operation has happened (order and row; effect, recorded completion
/// and next change; the row and its changes), or none of it has. An operation that reports success has happened. When the next process has
/// repeated the work, there is exactly one order, row, change and effect.
/// </summary>
/// <remarks>
/// The commit is the only statement after which the first state applies, and its result may be lost. So the state after a crash does not
/// depend on what the process saw, and the next process decides by the database alone.
/// </remarks>
public abstract class CrashPointTests<TFixture> : CrashPointPart<TFixture>
    where TFixture : ICrashingStoreFixture, new()
{
    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Order_and_row_are_committed_together(CrashMode mode) =>
        BreakEverywhereAsync(mode, least: 4, number => OrderAsync(number, IsolationLevel.ReadCommitted));

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Order_and_row_are_committed_together_with_an_old_snapshot(CrashMode mode) =>
        BreakEverywhereAsync(mode, least: 4, number => OrderAsync(number, IsolationLevel.Serializable));

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Transaction_is_tracked_once(CrashMode mode) => BreakEverywhereAsync(mode, least: 1, number =>
    {
        var row = Row($"order-{number}");
        return Task.FromResult(new CrashCase(
            (process, _) => process.Store.AddAsync(row, Keys(row), _ => null, Ct),
            async () => await CountRowsAsync(row) == 1,
            () => AddAsync(row, Other.Store)));
    });

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Rows_and_their_changes_are_committed_together(CrashMode mode) => BreakEverywhereAsync(
        mode, least: 2, async number =>
        {
            TrackedTransaction[] rows = [await AddAsync(Row($"order-{number}")), await AddAsync(Row($"other-{number}"))];
            return new CrashCase(
                (process, _) => CheckAsync(process.Store),
                HaveChangedAsync,
                () => RepeatAsync(HaveChangedAsync, () => CheckAsync(Other.Store)));

            async Task<bool> HaveChangedAsync()
            {
                var states = new List<(TrackingStatus Status, int CheckCount, long Sequence, string Changes)>();
                foreach (var row in rows)
                {
                    var stored = (await Store.GetAsync(row.Id, Ct))!;
                    var changes = (await ChangesAsync(row.Id)).Select(change => change.Change.Sequence).Order();
                    states.Add((stored.Status, stored.CheckCount, stored.Sequence, string.Join(' ', changes)));
                }

                var state = Assert.Single(states.Distinct());
                AssertIs(state, (TrackingStatus.Active, 0, 0, ""), (TrackingStatus.Completed, 1, 2, "1 2"));
                return state.Status == TrackingStatus.Completed;
            }

            async Task CheckAsync(ITrackingStore store)
            {
                var claimed = await ClaimAsync(store: store);
                if (claimed.Count == 0) throw new NothingClaimedException();
                var outcomes = await store.CommitChecksAsync(
                    [.. claimed.Select(one => Checked(one, changes: 2, TrackingStatus.Completed))], Now, Ct);
                // A commit that was repeated, because its result was lost, finds that its claim has ended.
                if (outcomes.Contains(CommitOutcome.Lost)) throw new NothingClaimedException();
            }
        });

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Effect_and_delivery_are_committed_together(CrashMode mode) => BreakEverywhereAsync(
        mode, least: 5, number => DeliverAsync(number, ["Shop"]));

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Effect_of_each_handler_is_committed_with_its_progress(CrashMode mode) => BreakEverywhereAsync(
        mode, least: 8, number => DeliverAsync(number, ["Shop", "Ledger"]));

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Delivered_change_makes_the_next_one_due(CrashMode mode) => BreakEverywhereAsync(
        mode, least: 2, async number =>
        {
            var row = await AddWithChangesAsync(Row($"order-{number}"), changes: 2, TrackingStatus.Completed);
            return new CrashCase(
                (process, _) => DeliverAsync(process.Store),
                IsFirstDeliveredAsync,
                async () =>
                {
                    var next = await IsFirstDeliveredAsync() ? 2 : 1;
                    for (var sequence = next; sequence <= 2; sequence++)
                        await RepeatAsync(
                            async () => (await StatusesAsync(row.Id))[sequence - 1] == DeliveryStatus.Delivered,
                            async () => Assert.Equal(sequence, await DeliverAsync(Other.Store)));
                });

            async Task<bool> IsFirstDeliveredAsync()
            {
                var statuses = await StatusesAsync(row.Id);
                return statuses[0] == DeliveryStatus.Delivered;
            }
        });

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Redelivery_takes_effect_once(CrashMode mode) => BreakEverywhereAsync(
        mode, least: 2, async number =>
        {
            var row = await AddWithChangesAsync(Row($"order-{number}"), 1, TrackingStatus.Completed);
            var parked = Assert.Single(await ClaimChangesAsync());
            await Store.CommitDeliveriesAsync([Parked(parked)], Ct);
            var effects = await Merchant.CountAsync(Ct);
            return new CrashCase(
                async (process, _) => Assert.True(await process.Store.RedeliverAsync(parked.Change.Id, Now, Ct)),
                async () =>
                {
                    var change = Assert.Single(await ChangesAsync(row.Id));
                    if (change.Status != DeliveryStatus.Delivered)
                        AssertIs((change.Status, change.Tries), (DeliveryStatus.Parked, 1), (DeliveryStatus.Pending, 0));
                    return change.Status != DeliveryStatus.Parked;
                },
                async () =>
                {
                    if (Assert.Single(await StatusesAsync(row.Id)) == DeliveryStatus.Parked)
                        Assert.True(await Other.Store.RedeliverAsync(parked.Change.Id, Now, Ct));
                    var claimed = Assert.Single(await ClaimChangesAsync(store: Other.Store));
                    Assert.Equal((parked.Change.Id, 1, false), (claimed.Change.Id, claimed.Change.Attempt, claimed.HasExpiredLease));
                    await HandleAsync(Other.Store, claimed, "Shop", isLast: true, $"redelivered-{number}");
                    Assert.Equal(effects + 1, await Merchant.CountAsync(Ct));
                });
        });

    [Theory]
    [MemberData(nameof(Crashes))]
    public Task Resolution_and_its_change_are_committed_together(CrashMode mode) => BreakEverywhereAsync(
        mode, least: 2, async number =>
        {
            var row = await AddAsync(Row($"order-{number}"));
            return new CrashCase(
                async (process, _) => Assert.True(await process.Store.ResolveAsync(row.Id, Resolved, Now, Ct)),
                HasHappenedAsync,
                async () =>
                {
                    if (!await HasHappenedAsync()) Assert.True(await Other.Store.ResolveAsync(row.Id, Resolved, Now, Ct));
                    Assert.False(await Other.Store.ResolveAsync(row.Id, Resolved, Now, Ct));
                });

            async Task<bool> HasHappenedAsync()
            {
                var stored = (await Store.GetAsync(row.Id, Ct))!;
                var state = (stored.Status, stored.Sequence, (await ChangesAsync(row.Id)).Count);
                AssertIs(state, (TrackingStatus.Active, 0, 0), (TrackingStatus.Stopped, 1, 1));
                return state.Status == TrackingStatus.Stopped;
            }

            StatusChange? Resolved(TrackedTransaction known) => known.Status == TrackingStatus.Stopped ? null
                : Change(known with { Status = TrackingStatus.Stopped, NextCheckAt = null, CompletedAt = Now, Sequence = 1 }, 1);
        });

    private async Task<CrashCase> OrderAsync(string number, IsolationLevel isolation)
    {
        var row = Row($"order-{number}");
        var orders = await Merchant.CountAsync(Ct);
        return new CrashCase(
            async (process, plan) =>
            {
                // Processes share no pool.
                await using var database = Fixture.CreateDataSource();
                await using var connection = plan.Wrap(await database.OpenConnectionAsync(Ct));
                await OrderAsync(process.Store, connection);
            },
            HasHappenedAsync,
            async () =>
            {
                // The shop finds its order in the database, or the customer orders again.
                if (await HasHappenedAsync()) return;
                await using var connection = await Merchant.Database.OpenConnectionAsync(Ct);
                await OrderAsync(Other.Store, connection);
            });

        async Task<bool> HasHappenedAsync()
        {
            var (added, rows) = (await Merchant.CountAsync(Ct) - orders, await CountRowsAsync(row));
            AssertIs((added, rows), (0, 0), (1, 1));
            return added == 1;
        }

        async Task OrderAsync(ITrackingStore store, DbConnection connection)
        {
            await using var transaction = await connection.BeginTransactionAsync(isolation, Ct);
            await Merchant.AddAsync(transaction, $"order-{number}", Ct);
            await ((ITransactionalTrackingStore)store).AddAsync(row, Keys(row), _ => null, transaction, Ct);
            await transaction.CommitAsync(Ct);
        }
    }

    /// <summary>A change is delivered to handlers. Each has one effect, and tracks a further payment.</summary>
    private async Task<CrashCase> DeliverAsync(string number, string[] handlers)
    {
        var row = await AddWithChangesAsync(Row($"order-{number}"), 1, TrackingStatus.Completed);
        var before = await Merchant.CountAsync(Ct);
        return new CrashCase(
            (process, _) => DeliverAsync(process.Store),
            HasHappenedAsync,
            () => RepeatAsync(HasHappenedAsync, () => DeliverAsync(Other.Store)));

        async Task<bool> HasHappenedAsync()
        {
            var effects = await Merchant.CountAsync(Ct) - before;
            var further = 0;
            foreach (var handler in handlers) further += await CountRowsAsync(Row($"{handler}-{number}"));
            Assert.Equal(effects, further);
            var isDelivered = Assert.Single(await StatusesAsync(row.Id)) == DeliveryStatus.Delivered;
            Assert.Equal(isDelivered, effects == handlers.Length);
            return isDelivered;
        }

        async Task DeliverAsync(ITrackingStore store)
        {
            if ((await ClaimChangesAsync(store: store)).SingleOrDefault() is not { } claimed) throw new NothingClaimedException();
            if (claimed.HasExpiredLease)
            {
                await store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
                return;
            }

            // The recorded handlers are those whose effects were committed.
            Assert.Equal(claimed.CompletedHandlers.Count, await Merchant.CountAsync(Ct) - before);
            try
            {
                foreach (var handler in handlers.Except(claimed.CompletedHandlers))
                    await HandleAsync(store, claimed, handler, handler == handlers[^1], $"{handler}-{number}");
            }
            catch (Exception exception) when (exception is not (ProcessEndedException or NothingClaimedException))
            {
                // Like the worker, which does not know whether the commit succeeded.
                await store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);
                throw;
            }
        }
    }

    private async Task HandleAsync(ITrackingStore store, ClaimedChange claimed, string handler, bool isLast, string reference)
    {
        var transactional = (ITransactionalTrackingStore)store;
        await using var delivery = await transactional.BeginDeliveryAsync(new Lease<Guid>(claimed.Change.Id, claimed.Fence), Ct);
        Assert.NotNull(delivery);
        await Merchant.AddAsync(delivery.Transaction, reference, Ct);
        var further = Row(reference) with { NextCheckAt = Now + TimeSpan.FromDays(1) };
        await transactional.AddAsync(further, Keys(further), _ => null, delivery.Transaction, Ct);
        var delivered = Delivered(claimed, handler);
        Assert.True(await delivery.CommitAsync(
            isLast ? delivered : delivered with { Status = DeliveryStatus.Pending, DeliveredAt = null, KeepsClaim = true }, Ct));
    }

    /// <summary>Claims and delivers one change without a transaction; returns its sequence.</summary>
    private async Task<long> DeliverAsync(ITrackingStore store)
    {
        if ((await ClaimChangesAsync(store: store)).SingleOrDefault() is not { } claimed) throw new NothingClaimedException();
        await store.CommitDeliveriesAsync([claimed.HasExpiredLease ? Retried(claimed, Now) : Delivered(claimed)], Ct);
        return claimed.Change.Sequence;
    }
}
