using System.Data.Common;
using System.Globalization;
using System.Text;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>
/// Lists pages of transactions and changes. Statuses are literals in the text, because databases use a partial index only for literals.
/// COALESCE keeps the planner from using an index that is not in the order of the list.
/// </summary>
internal sealed class Lists(RelationalDialect dialect)
{
    private readonly string _tracked = dialect.Table("payment_tracked");
    private readonly string _change = dialect.Table("payment_change");

    public async Task<TrackedPage> ReadAsync(StoreSession session, TrackedFilter filter, CancellationToken cancellationToken)
    {
        var rows = new List<TrackedRow>();
        var statement = Select(filter, reader => rows.Add(TrackedRow.Read(reader, dialect)));
        await session.CompleteAsync([statement], cancellationToken).ConfigureAwait(false);
        var items = rows.ConvertAll(row => row.ToTransaction());
        // One row more than a page was read, to detect whether there are more.
        return new TrackedPage(
            [.. items.Take(filter.PageSize)], items.Count > filter.PageSize ? items[filter.PageSize - 1].Id : null);
    }

    /// <summary>Returns the statement that reads a page and one row more.</summary>
    internal SqlStatement Select(TrackedFilter filter, Action<DbDataReader>? read = null)
    {
        var statement = new SqlStatement { ReturnsRows = true, IsPrepared = false, Read = read };
        var where = new StringBuilder();
        if (filter.ClientName is { } client) Add("COALESCE(t.client, '') = @client", "client", SqlType.Name, client);
        if (filter.Status is { } status) where.Append(CultureInfo.InvariantCulture, $" AND t.status = '{status}'");
        if (filter.State is { } state) Add("COALESCE(t.state, '') = @state", "state", SqlType.Name, state.ToString());
        if (filter.IsContested is { } contested) where.Append(" AND t.contested = ").Append(contested ? "TRUE" : "FALSE");
        if (filter.HasMismatch is { } mismatch) where.Append(" AND t.mismatch = ").Append(mismatch ? "TRUE" : "FALSE");
        if (filter.TrackedFrom is { } from) Add("t.tracked_at >= @tracked_from", "tracked_from", SqlType.Time, StoredTime.Up(from));
        if (filter.TrackedBefore is { } before)
            Add("t.tracked_at < @tracked_before", "tracked_before", SqlType.Time, StoredTime.Up(before));
        if (filter.After is { } after) Add("t.id < @after", "after", SqlType.Number, after);
        if (filter.TransactionId is { } id)
            Add("(t.gateway_reference = @reference OR t.merchant_reference = @reference)", "reference", SqlType.Text, id);
        // The rows of the page are found in an index that has all columns of the filter; only their documents are read from the table.
        var source = filter.TransactionId is { } reference
            ? $"({WithKeys(statement, reference)}) k JOIN {_tracked} t ON t.id = k.id"
            : $"{_tracked} t{dialect.IndexHint("payment_tracked_list")}";
        statement.Text = $"""
            SELECT {TrackedRow.Columns}
            FROM (SELECT t.id FROM {source} WHERE {(HasOwnIndex(filter) ? "TRUE" : "t.id > 0")}{where} ORDER BY t.id DESC LIMIT @count) page
            JOIN {_tracked} t ON t.id = page.id ORDER BY t.id DESC
            """;
        return statement.With("count", SqlType.Number, filter.PageSize + 1L);

        void Add(string condition, string name, SqlType type, object value)
        {
            where.Append(" AND ").Append(condition);
            statement.With(name, type, value);
        }
    }

    // Without the condition of the list's index, planners that have no statistics choose the small index of the filter.
    private static bool HasOwnIndex(TrackedFilter filter) => filter.IsContested == true || filter.HasMismatch == true
        || filter.Status is TrackingStatus.Expired or TrackingStatus.Stopped or TrackingStatus.Duplicate;

    public async Task<StatusChangePage> ReadAsync(StoreSession session, StatusChangeFilter filter, CancellationToken cancellationToken)
    {
        var rows = new List<ChangeRow>();
        var statement = new SqlStatement
        {
            ReturnsRows = true,
            IsPrepared = false,
            Read = reader => rows.Add(ChangeRow.Read(reader, dialect)),
        };
        var where = new List<string>();
        if (filter.TransactionId is { } transaction) Add("c.transaction_id = @transaction", "transaction", SqlType.Number, transaction);
        if (filter.Status is { } status) where.Add($"c.status = '{status}'");
        if (filter.After is { } after) Add("c.id < @after", "after", SqlType.Uuid, after);
        var conditions = where.Count > 0 ? " WHERE " + string.Join(" AND ", where) : "";
        statement.Text = $"SELECT {ChangeRow.Columns} FROM {_change} c{conditions} ORDER BY c.id DESC LIMIT @count";
        await session.CompleteAsync(
            [statement.With("count", SqlType.Number, filter.PageSize + 1L)], cancellationToken).ConfigureAwait(false);
        var items = rows.ConvertAll(DeliveryOf);
        return new StatusChangePage(
            [.. items.Take(filter.PageSize)], items.Count > filter.PageSize ? items[filter.PageSize - 1].Change.Id : null);

        void Add(string condition, string name, SqlType type, object value)
        {
            where.Add(condition);
            statement.With(name, type, value);
        }
    }

    // The indexes contain keys, so rows are searched by all keys that the reference can have.
    private string WithKeys(SqlStatement statement, string reference)
    {
        var keys = new HashSet<object> { StoredText.Key(reference)!, StoredText.Key(reference.ToUpperInvariant())! };
        if (Guid.TryParse(reference, out var uuid)) keys.Add(uuid.ToString());
        string[] columns = ["gateway_key", "merchant_key", "duplicate_key"];
        return string.Join(
            " UNION ",
            columns.Select(column => $"SELECT id FROM {_tracked} WHERE {dialect.In(statement, column, column, SqlType.Key, keys)}"));
    }

    private static StatusChangeDelivery DeliveryOf(ChangeRow row) => new()
    {
        Change = row.ToChange(),
        Status = row.Status,
        Tries = row.Tries,
        NextTryAt = row.DueAt,
        DeliveredAt = row.DeliveredAt,
        LastError = row.LastError,
    };
}
