using System.Globalization;
using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>
/// Lists pages of transactions and changes. Statuses are literals in the SQL text, because SQLite uses a partial index only for literals.
/// </summary>
internal static class SqliteLists
{
    public static TrackedPage Of(SqliteSession session, TrackedFilter filter)
    {
        if (!TextRules.IsStorable(filter.ClientName) || !TextRules.IsStorable(filter.TransactionId)) return new TrackedPage([], null);
        var sql = new StringBuilder($"SELECT {SqliteTrackedRow.Columns} FROM payment_tracked WHERE id < ?1");
        if (filter.ClientName is not null) sql.Append(" AND +client = ?2");
        if (filter.Status is { } status) sql.Append(CultureInfo.InvariantCulture, $" AND status = {(int)status}");
        if (filter.State is not null) sql.Append(" AND +state = ?3");
        if (filter.TransactionId is not null)
            sql.Append(
                " AND id IN (SELECT id FROM payment_tracked WHERE gateway_reference = ?4 UNION SELECT id FROM payment_tracked WHERE "
                + "merchant_reference = ?4)");
        if (filter.TrackedFrom is not null) sql.Append(" AND tracked_at >= ?5");
        if (filter.TrackedBefore is not null) sql.Append(" AND tracked_at < ?6");
        sql.Append(" ORDER BY id DESC LIMIT ?7");
        // All parameters are bound, even if the text does not use them.
        using var rows = session.PrepareOnce(sql.ToString())
            .Bind(filter.After ?? long.MaxValue).Bind(filter.ClientName).Bind((long?)filter.State).Bind(filter.TransactionId)
            .Bind(filter.TrackedFrom).Bind(filter.TrackedBefore).Bind(filter.PageSize + 1);
        var items = new List<TrackedTransaction>();
        while (rows.Step()) items.Add(SqliteTrackedRow.Read(rows));
        return new TrackedPage(Cut(items, filter.PageSize), items.Count > filter.PageSize ? items[filter.PageSize - 1].Id : null);
    }

    public static StatusChangePage Of(SqliteSession session, StatusChangeFilter filter)
    {
        var sql = new StringBuilder(
            "SELECT id, status, tries, due_at, delivered_at, last_error, document FROM payment_change WHERE id < ?1");
        if (filter.TransactionId is not null) sql.Append(" AND transaction_id = ?2");
        if (filter.Status is { } status) sql.Append(CultureInfo.InvariantCulture, $" AND status = {(int)status}");
        sql.Append(" ORDER BY id DESC LIMIT ?3");
        // "g" sorts after every hexadecimal digit of an id.
        using var rows = session.PrepareOnce(sql.ToString())
            .Bind(filter.After is { } after ? SqliteChanges.Text(after) : "g").Bind(filter.TransactionId).Bind(filter.PageSize + 1);
        var items = new List<StatusChangeDelivery>();
        while (rows.Step()) items.Add(Read(rows));
        return new StatusChangePage(
            Cut(items, filter.PageSize), items.Count > filter.PageSize ? items[filter.PageSize - 1].Change.Id : null);
    }

    private static StatusChangeDelivery Read(SqliteStatement row) => new()
    {
        Change = SqliteChanges.Read(row, id: 0, document: 6),
        Status = (DeliveryStatus)row.Int32(1),
        Tries = row.Int32(2),
        NextTryAt = row.TimeOrNull(3),
        DeliveredAt = row.TimeOrNull(4),
        LastError = row.TextOrNull(5),
    };

    private static List<T> Cut<T>(List<T> items, int count) => items.Count > count ? items.GetRange(0, count) : items;
}
