using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Claims and commits the status changes that are to be delivered to the handlers.</summary>
internal sealed class Deliveries(RelationalDialect dialect, WakeupHub hub)
{
    private const string DueHeads = "c.head = TRUE AND c.due_at <= @now";

    private readonly string _tracked = dialect.Table("payment_tracked");
    private readonly string _change = dialect.Table("payment_change");

    public async Task<bool> IsAnyDueAsync(StoreSession session, ChangeClaim claim, CancellationToken cancellationToken)
    {
        var isAny = false;
        var any = new SqlStatement($"SELECT 1 FROM {_change} c WHERE {DueHeads} LIMIT 1") { ReturnsRows = true, Read = _ => isAny = true };
        await session.CompleteAsync([any.With("now", SqlType.Time, claim.Now)], cancellationToken).ConfigureAwait(false);
        return isAny;
    }

    public async Task<Claimed<ClaimedChange>> ClaimAsync(StoreSession session, ChangeClaim claim, CancellationToken cancellationToken)
    {
        var rows = new List<ChangeRow>();
        var due = Select(
            rows, withDocument: true,
            $"SELECT {ChangeRow.Columns} FROM {_change} c{dialect.IndexHint("payment_change_due")} WHERE {DueHeads} "
            + $"ORDER BY c.due_at LIMIT @count{dialect.RowLockOrSkip}");
        await session.RunAsync(
            [.. dialect.BeforeClaim(), due.With("now", SqlType.Time, claim.Now).With("count", SqlType.Number, (long)claim.Count)],
            cancellationToken).ConfigureAwait(false);
        var claimed = new Claimed<ClaimedChange>();
        // A deferred change delays the later changes of its transaction: they are delivered in order. Its try does not count.
        var leases = rows.OrderBy(row => row.DueAt).ThenBy(row => row.Pending.Id).Select(row =>
            claimed.TryAdd(row.Pending.Id, () => ClaimedOf(row))
                ? new LeaseUpdate(row.Pending.Id, claim.Until, true, row.Fence + 1, row.Tries + 1)
                : new LeaseUpdate(row.Pending.Id, claim.Now + Claimed<ClaimedChange>.RetryDelay, false, row.Fence + 1, row.Tries)).ToList();
        if (leases.Count == 0) return claimed;
        var order = await EndDeliveriesAsync(
            session, [.. rows.Where(row => row.Pending.IsLeased && claimed.Unreadable.Any(one => one.Id.Equals(row.Pending.Id)))],
            cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(
            [.. dialect.Update(_change, LeaseUpdate.OfChange, leases), .. dialect.UpdateAll(_change, ChangeRow.Order, order)],
            cancellationToken).ConfigureAwait(false);
        return claimed;
    }

    public Task<IReadOnlyList<Lease<Guid>>> RenewAsync(
        StoreSession session, IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        LeaseRenewal.RenewAsync(
            session, _change, LeaseRenewal.OfChange, reader => dialect.ReadGuid(reader, 0), leases, until, cancellationToken);

    /// <summary>Writes the results of deliveries.</summary>
    /// <returns>The number of written results, and whether another change of a transaction can be delivered now.</returns>
    public async Task<(int Written, bool IsNextWaiting)> CommitAsync(
        StoreSession session, IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        var ids = commits.Select(commit => (object)commit.Id).ToArray();
        var rows = new List<ChangeRow>();
        var siblings = new List<ChangeRow>();
        // A change that is delivered is pending. The second statement sees what was committed while the first one waited for its locks.
        await session.RunAsync([Siblings(ids, rows), Siblings(ids, siblings)], cancellationToken).ConfigureAwait(false);
        var held = rows.ToDictionary(row => row.Pending.Id);
        DeliveryCommit[] written =
        [
            .. commits.Select(commit => held.TryGetValue(commit.Id, out var row)
                ? DeliveryCommitRules.Decide(commit, row.Pending, row.Fence, HandlersOf(row)) : null).OfType<DeliveryCommit>(),
        ];
        if (written.Length == 0) return (0, false);
        var (kept, ended) = (written.Where(commit => commit.KeepsClaim).ToArray(), written.Where(commit => !commit.KeepsClaim).ToArray());
        var order = DeliveryOrderRules.Decide(DeliveryCommitRules.StillPending(siblings.Select(row => row.Pending), written));
        await session.CompleteAsync(
            [
                .. dialect.UpdateAll(_change, ChangeRow.Completed, kept),
                .. dialect.UpdateAll(_change, ChangeRow.Delivered, ended),
                .. dialect.UpdateAll(_change, ChangeRow.Order, order),
            ], cancellationToken).ConfigureAwait(false);
        return (written.Length, order.Any(change => change.IsNext && !Array.Exists(ended, commit => commit.Id == change.Id)));
    }

    public async Task<bool> RedeliverAsync(StoreSession session, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new List<ChangeRow>();
        var siblings = new List<ChangeRow>();
        // Additions of changes lock the row of the transaction as well.
        var locking = new SqlStatement(
            $"SELECT t.id FROM {_tracked} t WHERE t.id = (SELECT c.transaction_id FROM {_change} c WHERE c.id = @id){dialect.RowLock}")
        {
            ReturnsRows = true,
        };
        await session.RunAsync(
            [locking.With("id", SqlType.Uuid, id), ByIds([id], rows), Siblings([id], siblings)], cancellationToken).ConfigureAwait(false);
        if (rows is not [{ Status: DeliveryStatus.Parked } parked]) return false;
        var reset = new SqlStatement(
            $"UPDATE {_change} SET status = 'Pending', due_at = @now, tries = 0, leased = FALSE, fence = @fence WHERE id = @id")
            .With("now", SqlType.Time, StoredTime.Up(now)).With("fence", SqlType.Number, parked.Fence + 1).With("id", SqlType.Uuid, id);
        // A parked change is neither leased nor the next one.
        var order = DeliveryOrderRules.Decide([.. siblings.Select(row => row.Pending), parked.Pending]);
        await session.CompleteAsync(
            [reset, .. dialect.UpdateAll(_change, ChangeRow.Order, order), .. hub.Send(StoreSignal.Changes)],
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Returns the new order after the leases of unreadable changes have expired: an earlier change that was redelivered precedes them.
    /// </summary>
    private async Task<IReadOnlyList<PendingChange>> EndDeliveriesAsync(
        StoreSession session, ChangeRow[] ended, CancellationToken cancellationToken)
    {
        if (ended.Length == 0) return [];
        var siblings = new List<ChangeRow>();
        await session.RunAsync(
            [Siblings([.. ended.Select(row => (object)row.Pending.Id)], siblings)], cancellationToken).ConfigureAwait(false);
        return DeliveryOrderRules.Decide(siblings.Select(
            row => Array.Exists(ended, one => one.Pending.Id == row.Pending.Id) ? row.Pending with { IsLeased = false } : row.Pending));
    }

    private static ClaimedChange ClaimedOf(ChangeRow row) =>
        new(
            row.ToChange() with { Attempt = row.Tries + 1 }, row.Fence + 1, HandlersOf(row))
        {
            HasExpiredLease = row.Pending.IsLeased,
            LastError = row.LastError,
        };

    /// <summary>Reads whether a claim is held.</summary>
    public SqlStatement Claim(Lease<Guid> claim, Action onHeld) =>
        new SqlStatement($"SELECT 1 FROM {_change} WHERE id = @id AND fence = @fence AND leased = TRUE")
        {
            ReturnsRows = true,
            Read = _ => onHeld(),
        }.With("id", SqlType.Uuid, claim.Id).With("fence", SqlType.Number, claim.Fence);

    private static string[] HandlersOf(ChangeRow row) =>
        row.CompletedHandlers?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private SqlStatement ByIds(IReadOnlyCollection<object> ids, List<ChangeRow> rows)
    {
        var statement = Select(rows, withDocument: false);
        statement.Text = $"SELECT {ChangeRow.StateColumns} FROM {_change} c WHERE "
            + $"{dialect.In(statement, "c.id", "ids", SqlType.Uuid, ids)} ORDER BY c.id{dialect.RowLock}";
        return statement;
    }

    /// <summary>Reads the pending changes of the transactions of some changes.</summary>
    private SqlStatement Siblings(IReadOnlyCollection<object> ids, List<ChangeRow> rows)
    {
        var statement = Select(rows, withDocument: false);
        var condition = dialect.In(statement, "d.id", "ids", SqlType.Uuid, ids);
        statement.Text = $"""
            SELECT {ChangeRow.StateColumns}
            FROM (SELECT DISTINCT d.transaction_id FROM {_change} d{dialect.IndexHint("PRIMARY")} WHERE {condition}) o
            {dialect.OrderedJoin} {_change} c{dialect.IndexHint("payment_change_transaction")} ON c.transaction_id = o.transaction_id
            WHERE c.status = 'Pending' ORDER BY c.id{dialect.RowLockOf("c")}
            """;
        return statement;
    }

    private SqlStatement Select(List<ChangeRow> rows, bool withDocument, string text = "") =>
        new(text)
        {
            ReturnsRows = true,
            Read = reader => rows.Add(withDocument ? ChangeRow.Read(reader, dialect) : ChangeRow.ReadState(reader, dialect)),
        };
}
