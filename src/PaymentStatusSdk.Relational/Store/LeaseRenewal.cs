using System.Data.Common;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>A lease to renew, if it is still held.</summary>
/// <param name="Id">The row or the change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Until">The new end of the lease.</param>
internal sealed record LeaseRenewal(object Id, long Fence, DateTimeOffset Until)
{
    /// <summary>The columns of a row.</summary>
    public static readonly SqlColumn<LeaseRenewal>[] OfRow =
    [
        new("id", SqlType.Number, lease => lease.Id) { IsKey = true },
        new("fence", SqlType.Number, lease => lease.Fence) { IsKey = true },
        new("leased", SqlType.Flag, static _ => true) { IsKey = true },
        new("due_at", SqlType.Time, lease => StoredTime.Up(lease.Until)),
    ];

    /// <summary>The columns of a change.</summary>
    public static readonly SqlColumn<LeaseRenewal>[] OfChange = [OfRow[0] with { Type = SqlType.Uuid }, .. OfRow[1..]];

    /// <summary>Renews the leases that are still held.</summary>
    /// <remarks>
    /// The rows are locked first, in the order of their ids, because an update may process them in any order. A row that another
    /// transaction has locked is left out, so that it does not delay the others: its lease is renewed the next time.
    /// </remarks>
    /// <returns>The leases that were renewed.</returns>
    public static async Task<IReadOnlyList<Lease<TId>>> RenewAsync<TId>(
        StoreSession session, string table, SqlColumn<LeaseRenewal>[] columns, Func<DbDataReader, TId> readId,
        IReadOnlyList<Lease<TId>> leases, DateTimeOffset until, CancellationToken cancellationToken)
        where TId : struct
    {
        var dialect = session.Dialect;
        var held = new HashSet<Lease<TId>>();
        var statement = new SqlStatement
        {
            ReturnsRows = true,
            Read = reader => held.Add(new Lease<TId>(readId(reader), reader.GetInt64(1))),
        };
        var condition = dialect.In(statement, "id", "ids", columns[0].Type, [.. leases.Select(lease => (object)lease.Id)]);
        statement.Text = $"SELECT id, fence FROM {table}{dialect.IndexHint("PRIMARY")} WHERE {condition} AND leased = TRUE "
            + $"ORDER BY id{dialect.RowLockOrSkip}";
        await session.RunAsync([statement], cancellationToken).ConfigureAwait(false);
        var renewed = leases.Where(held.Contains).ToArray();
        var renewals = renewed.Select(lease => new LeaseRenewal(lease.Id, lease.Fence, until)).ToArray();
        await session.CompleteAsync(dialect.UpdateAll(table, columns, renewals), cancellationToken).ConfigureAwait(false);
        return renewed;
    }
}
