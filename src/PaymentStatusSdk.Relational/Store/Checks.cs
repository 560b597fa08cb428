using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Claims rows for checks, renews their leases and commits the results.</summary>
internal sealed class Checks(RelationalDialect dialect)
{
    private readonly string _tracked = dialect.Table("payment_tracked");
    private readonly string _change = dialect.Table("payment_change");

    // Reads one range of the index payment_tracked_due: rows that are not due are never read.
    private const string DueRows = "t.client = @client AND t.due_at <= @now";

    public async Task<bool> IsAnyDueAsync(StoreSession session, CheckClaim claim, CancellationToken cancellationToken)
    {
        var isAny = false;
        var any = new SqlStatement($"SELECT 1 FROM {_tracked} t WHERE {DueRows} LIMIT 1") { ReturnsRows = true, Read = _ => isAny = true };
        await session.CompleteAsync(
            [any.With("client", SqlType.Name, claim.ClientName).With("now", SqlType.Time, claim.Now)],
            cancellationToken).ConfigureAwait(false);
        return isAny;
    }

    public async Task<Claimed<ClaimedTransaction>> ClaimAsync(StoreSession session, CheckClaim claim, CancellationToken cancellationToken)
    {
        var rows = new List<TrackedRow>();
        await session.RunAsync([.. dialect.BeforeClaim(), Due(claim, rows)], cancellationToken).ConfigureAwait(false);
        var (claimed, until) = (new Claimed<ClaimedTransaction>(), StoredTime.Up(claim.Until));
        var leases = rows.OrderBy(row => row.Stored.DueAt).ThenBy(row => row.Stored.Id).Select(row =>
        {
            var fence = row.Stored.Fence + 1;
            return claimed.TryAdd(row.Stored.Id, () =>
                new ClaimedTransaction(row.ToTransaction() with { NextCheckAt = until }, fence, row.Stored.Wakes, row.Stored.DueAt!.Value))
                ? new LeaseUpdate(row.Stored.Id, claim.Until, true, fence)
                : new LeaseUpdate(row.Stored.Id, claim.Now + Claimed<ClaimedTransaction>.RetryDelay, false, fence);
        }).ToList();
        if (leases.Count > 0)
            await session.CompleteAsync(dialect.Update(_tracked, LeaseUpdate.OfRow, leases), cancellationToken).ConfigureAwait(false);
        return claimed;
    }

    public Task<IReadOnlyList<Lease<long>>> RenewAsync(
        StoreSession session, IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        LeaseRenewal.RenewAsync(
            session, _tracked, LeaseRenewal.OfRow, static reader => reader.GetInt64(0), leases, until, cancellationToken);

    public async Task<CommitPlan> CommitAsync(
        StoreSession session, IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = commits.Select(commit => commit with { Keys = StoredText.Keys(commit.Keys) }).ToArray();
        var rows = new List<StoredRow>();
        var pending = new List<ChangeRow>();
        var withChanges = commits.Where(commit => commit.Changes.Count > 0).Select(commit => (object)commit.Transaction.Id).ToArray();
        await session.RunAsync(
            [Rows(stored, rows), .. withChanges.Length > 0 ? new[] { PendingOf(withChanges, pending) } : []],
            cancellationToken).ConfigureAwait(false);
        var plan = CommitRules.Decide(stored, rows, now);
        if (plan.Survivors.Count > 0)
            plan = CommitRules.Merge(plan, rows, await ReadAsync(session, plan.Wakes, cancellationToken).ConfigureAwait(false), now);
        await session.CompleteAsync(
            [
                .. dialect.UpdateAll(_tracked, TrackedRow.Released, plan.Released),
                .. dialect.UpdateAll(_tracked, TrackedRow.Written, plan.Updates),
                .. dialect.UpdateAll(_tracked, WakeUpdate.Columns, WakeUpdate.Of(plan.Wakes, rows)),
                .. Add(plan.Changes, pending, now),
            ],
            cancellationToken).ConfigureAwait(false);
        return plan;
    }

    /// <summary>Adds changes behind the pending ones.</summary>
    public IEnumerable<SqlStatement> Add(IReadOnlyList<StatusChange> changes, List<ChangeRow> pending, DateTimeOffset now)
    {
        var heads = DeliveryOrderRules.Decide(
            [
                .. pending.Select(change => change.Pending),
                .. changes.Select(change => new PendingChange(change.Id, change.Transaction.Id, change.Sequence, false, false)),
            ])
            .DistinctBy(change => change.Id).ToDictionary(change => change.Id);
        NewChange[] added = [.. changes.Select(change => new NewChange(change, heads.Remove(change.Id), now))];
        return
        [
            .. added.Length > 0 ? dialect.Insert(_change, ChangeRow.Added, added) : [],
            .. dialect.UpdateAll(_change, ChangeRow.Order, [.. heads.Values]),
        ];
    }

    /// <summary>Reads due rows and locks them.</summary>
    public SqlStatement Due(CheckClaim claim, List<TrackedRow> rows) =>
        new SqlStatement(
            $"SELECT {TrackedRow.Columns} FROM {_tracked} t{dialect.IndexHint("payment_tracked_due")} WHERE {DueRows} "
            + $"ORDER BY t.due_at LIMIT @count{dialect.RowLockOrSkip}")
        {
            ReturnsRows = true,
            Read = reader => rows.Add(TrackedRow.Read(reader, dialect)),
        }
        .With("client", SqlType.Name, claim.ClientName)
        .With("now", SqlType.Time, claim.Now)
        .With("count", SqlType.Number, (long)claim.Count);

    /// <summary>Reads the rows of commits and the rows that have their gateway keys.</summary>
    private SqlStatement Rows(IReadOnlyList<CheckCommit> commits, List<StoredRow> rows)
    {
        var statement = new SqlStatement { ReturnsRows = true, Read = reader => rows.Add(TrackedRow.ReadStored(reader, dialect)) };
        List<string> conditions =
            [dialect.In(statement, "id", "ids", SqlType.Number, [.. commits.Select(commit => (object)commit.Transaction.Id)])];
        foreach (var keys in CommitRules.KeysToFind(commits).GroupBy(key => key.ClientName, key => (object)key.GatewayKey))
        {
            var number = conditions.Count;
            conditions.Add(Invariant($"client = @client{number} AND ")
                + dialect.In(statement, "gateway_key", Invariant($"keys{number}_"), SqlType.Key, [.. keys]));
            statement.With(Invariant($"client{number}"), SqlType.Name, keys.Key);
        }

        statement.Text = RowOrder.Select(dialect, TrackedRow.StoredColumns, conditions, isLocked: true);
        return statement;
    }

    /// <summary>Reads the contents of rows that are locked already, without those that cannot be read.</summary>
    private async Task<TrackedTransaction[]> ReadAsync(
        StoreSession session, IReadOnlyList<WakeDecision> wakes, CancellationToken cancellationToken)
    {
        if (wakes.Count == 0) return [];
        var rows = new List<TrackedRow>();
        var statement = new SqlStatement { ReturnsRows = true, Read = reader => rows.Add(TrackedRow.Read(reader, dialect)) };
        var condition = dialect.In(statement, "id", "ids", SqlType.Number, [.. wakes.Select(wake => (object)wake.Id)]);
        statement.Text = RowOrder.Select(dialect, TrackedRow.Columns, [condition], isLocked: true);
        await session.RunAsync([statement], cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.TryRead()).OfType<TrackedTransaction>()];
    }

    /// <summary>Reads the pending changes of rows and locks them.</summary>
    // The deliverer of a change locks it as well, so that one of the two makes the next change the head.
    public SqlStatement PendingOf(IReadOnlyCollection<object> transactionIds, List<ChangeRow> pending)
    {
        var statement = new SqlStatement { ReturnsRows = true, Read = reader => pending.Add(ChangeRow.ReadState(reader, dialect)) };
        var condition = dialect.In(statement, "c.transaction_id", "ids", SqlType.Number, transactionIds);
        statement.Text =
            $"SELECT {ChangeRow.StateColumns} FROM {_change} c{dialect.IndexHint("payment_change_transaction")} "
            + $"WHERE {condition} AND c.status = 'Pending' ORDER BY c.id{dialect.RowLock}";
        return statement;
    }
}
