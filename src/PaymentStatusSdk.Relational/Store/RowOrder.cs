using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>
/// Locks rows in the order of their ids. All calls lock in this order, and rows before changes, so that they do not deadlock.
/// </summary>
internal static class RowOrder
{
    /// <summary>Returns the query of the rows that meet any of some conditions.</summary>
    /// <remarks>One statement for all conditions: the rows of several statements would not be locked in one order.</remarks>
    public static string Select(RelationalDialect dialect, string columns, IReadOnlyList<string> conditions, bool isLocked)
    {
        var table = dialect.Table("payment_tracked");
        if (conditions is [var single])
            return $"SELECT {columns} FROM {table} t WHERE {single} ORDER BY t.id{(isLocked ? dialect.RowLock : "")}";
        // A union uses one index for each condition.
        var found = string.Join(" UNION ", conditions.Select(condition => $"SELECT id FROM {table} WHERE {condition}"));
        return $"SELECT {columns} FROM ({found}) k {dialect.OrderedJoin} {table} t ON t.id = k.id ORDER BY t.id"
            + (isLocked ? dialect.RowLockOf("t") : "");
    }
}
