using Npgsql;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Claims, commits and redelivers status changes. Thread-safe.</summary>
internal sealed class PostgreSqlChanges(StoreDatabase database, WakeupHub hub, UnreadableWork unreadableWork)
{
    private readonly string _claim = ChangeSql.Claim(database.Tables.Change);
    private readonly string _renew = CheckSql.Renew(database.Tables.Change);
    private readonly string _commit = ChangeSql.Commit(database.Tables.Change);
    private readonly string _lockTransaction = ChangeSql.LockTransaction(database.Tables.Tracked, database.Tables.Change);
    private readonly string _redeliver = ChangeSql.Redeliver(database.Tables.Change);

    public async Task<IReadOnlyList<ClaimedChange>> ClaimAsync(ChangeClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        while (true)
        {
            var rows = await database.RunAsync(
                batch =>
                {
                    batch.Statement(CheckSql.ByIndexOnly);
                    batch.Statement(_claim).Time(claim.Now).Number(claim.Count).Time(StoredTime.Up(claim.Until));
                },
                static (reader, token) => ResultReading.SecondAsync(reader, ReadClaimedChange, token),
                cancellationToken).ConfigureAwait(false);
            var unreadable = rows.FindAll(static row => row.Claimed is null);
            if (unreadable.Count > 0) await unreadableWork.DeferAsync(unreadable, claim.Now, cancellationToken).ConfigureAwait(false);
            // An empty result would mean that nothing is due, so claim again behind the unreadable changes. They are leased, so the loop
            // ends.
            if (unreadable.Count > 0 && unreadable.Count == rows.Count) continue;
            return
            [
                .. rows.OrderBy(row => row.DueAt).ThenBy(row => row.Lease.Id.ToString("N"), StringComparer.Ordinal)
                    .Select(row => row.Claimed).OfType<ClaimedChange>(),
            ];
        }
    }

    private static FoundWork<ClaimedChange, Guid> ReadClaimedChange(NpgsqlDataReader reader)
    {
        var fence = reader.GetInt64(3);
        return FoundWork<ClaimedChange, Guid>.Read(
            reader,
            new Lease<Guid>(reader.GetGuid(5), fence),
            PostgreSqlTrackedRow.Time(reader, 0),
            row => new ClaimedChange(
                ReadChange(row, 1) with { Attempt = row.GetInt32(2) }, fence,
                row.GetString(4).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                HasExpiredLease = row.GetBoolean(6),
                LastError = row.IsDBNull(7) ? null : row.GetString(7),
            });
    }

    public Task RenewAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return leases.Count == 0 ? Task.CompletedTask : database.RunAsync(
            batch => batch.Statement(_renew)
                .Uuids(leases.Select(lease => lease.Id)).Numbers(leases.Select(lease => lease.Fence)).Time(StoredTime.Up(until)),
            ResultReading.AnyAsync,
            cancellationToken);
    }

    public async Task CommitAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return;
        var isNextWaiting = await database.RunAsync(
            batch => batch.Statement(_commit)
                .Uuids(commits.Select(commit => commit.Id))
                .Numbers(commits.Select(commit => commit.Fence))
                .Texts(commits.Select(commit => commit.Status.ToString()))
                .Numbers(commits.Select(commit => (long)commit.Tries))
                .Texts(commits.Select(commit => string.Join('\n', commit.CompletedHandlers)))
                .Times(commits.Select(commit => StoredTime.Up(commit.NextTryAt)))
                .Times(commits.Select(commit => commit.DeliveredAt))
                .Texts(commits.Select(commit => commit.LastError)),
            static async (reader, token) =>
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                return reader.GetBoolean(0);
            },
            cancellationToken).ConfigureAwait(false);
        if (isNextWaiting) hub.SignalWork(WorkHint.Changes);
    }

    public async Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isPending = await database.RunAsync(
            batch =>
            {
                batch.Statement(_lockTransaction).Uuid(id);
                batch.Statement(_redeliver).Uuid(id).Time(StoredTime.Up(now)).Text(database.Options.Schema)
                    .Text(hub.Payload(StoreSignal.Changes));
            },
            static async (reader, token) =>
            {
                await reader.NextResultAsync(token).ConfigureAwait(false);
                return await reader.ReadAsync(token).ConfigureAwait(false);
            },
            // A retry would not find the change parked if the first attempt was committed.
            Repeat.OnlyWhenRefused,
            cancellationToken).ConfigureAwait(false);
        if (isPending) hub.SignalWork(WorkHint.Changes);
        return isPending;
    }

    /// <summary>Returns the change whose document is in the column.</summary>
    public static StatusChange ReadChange(NpgsqlDataReader reader, int column) =>
        StoredDocument.Read(reader, column, StoredJson.Change);
}
