using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <content>Changes on their way to the handlers.</content>
internal sealed partial class PostgreSqlTrackingStore
{
    private readonly string _renewChanges = $"""
        WITH held AS MATERIALIZED (
            SELECT c.id FROM unnest($1, $2) AS lease (id, fence) JOIN {database.Tables.Change} c ON c.id = lease.id AND c.fence = lease.fence
            WHERE c.leased ORDER BY c.id FOR UPDATE OF c)
        UPDATE {database.Tables.Change} c SET due_at = $3 FROM held WHERE c.id = held.id
        """;

    private readonly string _redeliver = $"""
        WITH parked AS (
            UPDATE {database.Tables.Change} SET status = 'Pending', due_at = $2, tries = 0, leased = false, fence = fence + 1
            WHERE id = $1 AND status = 'Parked' RETURNING 1)
        SELECT pg_notify($3, $4)::text FROM parked
        """;

    public async Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var rows = await database.RunAsync(
            batch =>
            {
                batch.Statement(LookSql.ByIndexOnly);
                batch.Statement(ChangeSql.Claim(_change)).Time(claim.Now).Number(claim.Count).Time(StoredTime.Up(claim.Until));
            },
            static (reader, token) => ReadSecondAsync(
                reader,
                static row => (DueAt: TrackedRow.Time(row, 0), Claimed: new ClaimedChange(
                    ReadChange(row, 1) with { Attempt = row.GetInt32(2) + 1 }, row.GetInt64(3), row.GetString(4).Split('\n', StringSplitOptions.RemoveEmptyEntries))),
                token),
            cancellationToken).ConfigureAwait(false);
        return [.. rows.OrderBy(row => row.DueAt).ThenBy(row => row.Claimed.Change.Id.ToString("N"), StringComparer.Ordinal).Select(row => row.Claimed)];
    }

    public Task RenewChangesAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return leases.Count == 0 ? Task.CompletedTask : database.RunAsync(
            batch => batch.Statement(_renewChanges)
                .Uuids(leases.Select(lease => lease.Id)).Numbers(leases.Select(lease => lease.Fence)).Time(StoredTime.Up(until)),
            ReadAnyAsync,
            cancellationToken);
    }

    public async Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return;
        var isNextWaiting = await database.RunAsync(
            batch => batch.Statement(ChangeSql.Commit(_change))
                .Uuids(commits.Select(commit => commit.Id))
                .Numbers(commits.Select(commit => commit.Fence))
                .Texts(commits.Select(commit => commit.Status.ToString()))
                .Numbers(commits.Select(commit => (long)commit.Tries))
                .Texts(commits.Select(commit => string.Join('\n', commit.TakenBy)))
                .Times(commits.Select(commit => StoredTime.Up(commit.NextTryAt)))
                .Times(commits.Select(commit => commit.DeliveredAt))
                .Texts(commits.Select(commit => commit.LastError)),
            static async (reader, token) =>
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                return reader.GetBoolean(0);
            },
            cancellationToken).ConfigureAwait(false);
        if (isNextWaiting) board.RaiseWork(WorkHint.Changes);
    }

    public async Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isPending = await database.RunAsync(
            batch => batch.Statement(_redeliver).Uuid(id).Time(StoredTime.Up(now)).Text(Channel).Text(board.Payload(Signal.Changes)),
            ReadAnyAsync,
            cancellationToken).ConfigureAwait(false);
        if (isPending) board.RaiseWork(WorkHint.Changes);
        return isPending;
    }

    private static StatusChange ReadChange(NpgsqlDataReader reader, int column) =>
        JsonSerializer.Deserialize(reader.GetString(column), TrackingJsonContext.Default.StatusChange)!;
}
