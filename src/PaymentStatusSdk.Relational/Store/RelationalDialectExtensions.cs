using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Statements for any number of rows.</summary>
internal static class RelationalDialectExtensions
{
    /// <summary>Returns the statements that update rows; none when there are no rows, because a dialect needs at least one.</summary>
    public static IEnumerable<SqlStatement> UpdateAll<T>(
        this RelationalDialect dialect, string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        rows.Count > 0 ? dialect.Update(table, columns, rows) : [];
}
