using Npgsql;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Claims, renews and stops tracked transactions. Thread-safe.</summary>
internal sealed class PostgreSqlChecks(StoreDatabase database, UnreadableWork unreadableWork)
{
    private readonly string _claim = CheckSql.Claim(database.Tables.Tracked);
    private readonly string _renew = CheckSql.Renew(database.Tables.Tracked);

    public async Task<IReadOnlyList<ClaimedTransaction>> ClaimAsync(CheckClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        while (true)
        {
            var rows = await database.RunAsync(
                batch =>
                {
                    batch.Statement(CheckSql.ByIndexOnly);
                    batch.Statement(_claim).Text(claim.ClientName).Time(claim.Now).Number(claim.Count)
                        .Time(StoredTime.Up(claim.Until));
                },
                static (reader, token) => ResultReading.SecondAsync(reader, ReadClaimedRow, token),
                cancellationToken).ConfigureAwait(false);
            var unreadable = rows.FindAll(static row => row.Claimed is null);
            if (unreadable.Count > 0) await unreadableWork.DeferAsync(unreadable, claim.Now, cancellationToken).ConfigureAwait(false);
            // An empty result would mean that nothing is due, so claim again behind the unreadable rows. They are leased, so the loop ends.
            if (unreadable.Count > 0 && unreadable.Count == rows.Count) continue;
            return
            [
                .. rows.Select(row => row.Claimed).OfType<ClaimedTransaction>().OrderBy(row => row.DueAt).ThenBy(row => row.Transaction.Id),
            ];
        }
    }

    private static FoundWork<ClaimedTransaction, long> ReadClaimedRow(NpgsqlDataReader reader)
    {
        var (fence, dueAt) = (reader.GetInt64(PostgreSqlTrackedRow.ColumnCount),
            PostgreSqlTrackedRow.Time(reader, PostgreSqlTrackedRow.ColumnCount + 2));
        return FoundWork<ClaimedTransaction, long>.Read(
            reader,
            new Lease<long>(reader.GetInt64(0), fence),
            dueAt,
            row =>
                new ClaimedTransaction(PostgreSqlTrackedRow.Read(row), fence, row.GetInt64(PostgreSqlTrackedRow.ColumnCount + 1), dueAt));
    }

    public Task RenewAsync(IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return leases.Count == 0 ? Task.CompletedTask : database.RunAsync(
            batch => batch.Statement(_renew)
                .Numbers(leases.Select(lease => lease.Id)).Numbers(leases.Select(lease => lease.Fence)).Time(StoredTime.Up(until)),
            ResultReading.AnyAsync,
            cancellationToken);
    }

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        batch => batch.Statement(
            $"""
            UPDATE {database.Tables.Tracked} SET status = 'Stopped', completed_at = $2, due_at = NULL, leased = false, fence = fence + 1
            WHERE id = $1 AND status = 'Active' RETURNING 1
            """)
            .Number(id).Time(now),
        ResultReading.AnyAsync,
        // A retry would not find the row active if the first attempt was committed.
        Repeat.OnlyWhenRefused,
        cancellationToken);
}
