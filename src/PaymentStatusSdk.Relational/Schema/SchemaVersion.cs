using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Schema;

/// <summary>The row of payment_schema.</summary>
/// <param name="Version">The version.</param>
/// <param name="Id">A random id, which distinguishes the database from others.</param>
internal sealed record SchemaVersion(int Version, string Id)
{
    /// <summary>Reads the row; returns null when there are no tables.</summary>
    public static async Task<SchemaVersion?> ReadAsync(StoreSession session, bool isLast, CancellationToken cancellationToken)
    {
        var dialect = session.Dialect;
        var isThere = false;
        SchemaVersion? found = null;
        var exists = dialect.Schema.TableExists("payment_schema");
        await session.RunAsync(
            [new SqlStatement(exists.Text) { ReturnsRows = true, Read = row => isThere = !row.IsDBNull(0) && row.GetInt64(0) != 0 }],
            cancellationToken).ConfigureAwait(false);
        var read = new SqlStatement($"SELECT version, database_id FROM {dialect.Table("payment_schema")} ORDER BY version")
        {
            ReturnsRows = true,
            Read = row => found = new SchemaVersion((int)row.GetInt64(0), row.GetString(1)),
        };
        IEnumerable<SqlStatement> statements = isThere ? [read] : [];
        await (isLast
            ? session.CompleteAsync(statements, cancellationToken)
            : session.RunAsync(statements, cancellationToken)).ConfigureAwait(false);
        return found;
    }
}
