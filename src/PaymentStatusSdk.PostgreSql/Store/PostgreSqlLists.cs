using Npgsql;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Lists tracked transactions and status changes. Thread-safe.</summary>
internal sealed class PostgreSqlLists(StoreDatabase database)
{
    private readonly string _tracked = database.Tables.Tracked;

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!TextRules.IsStorable(filter.ClientName) || !TextRules.IsStorable(filter.TransactionId))
            return Task.FromResult(new TrackedPage([], null));
        return database.RunAsync(
            batch => AddList(batch, filter),
            async (reader, token) =>
            {
                var rows = await ResultReading.AllAsync(reader, static row => PostgreSqlTrackedRow.Read(row), token).ConfigureAwait(false);
                return IsCut(rows, filter.PageSize) ? new TrackedPage(rows, rows[^1].Id) : new TrackedPage(rows, null);
            },
            cancellationToken);
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.RunAsync(
            batch => AddChangeList(batch, filter),
            async (reader, token) =>
            {
                var rows = await ResultReading.AllAsync(reader, ReadDelivery, token).ConfigureAwait(false);
                return IsCut(rows, filter.PageSize) ? new StatusChangePage(rows, rows[^1].Change.Id) : new StatusChangePage(rows, null);
            },
            cancellationToken);
    }

    // One row more than a page is read, to detect whether there are more.
    private static bool IsCut<T>(List<T> rows, int pageSize)
    {
        if (rows.Count <= pageSize) return false;
        rows.RemoveRange(pageSize, rows.Count - pageSize);
        return true;
    }

    private void AddList(NpgsqlBatch batch, TrackedFilter filter)
    {
        var command = batch.Statement("").Number(filter.PageSize + 1);
        var conditions = new List<string> { "true" };
        // Parameters are numbered in the order in which they are added.
        string Next() => Invariant($"${command.Parameters.Count + 1}");
        if (filter.ClientName is not null)
        {
            conditions.Add($"t.client = {Next()}");
            command.Text(filter.ClientName);
        }

        if (filter.Status is { } status)
        {
            conditions.Add($"t.status = {Next()}");
            command.Text(status.ToString());
        }

        if (filter.State is { } state)
        {
            conditions.Add($"t.state = {Next()}");
            command.Text(state.ToString());
        }

        if (filter.TrackedFrom is { } from)
        {
            conditions.Add($"t.tracked_at >= {Next()}");
            command.Time(StoredTime.Up(from));
        }

        if (filter.TrackedBefore is { } before)
        {
            conditions.Add($"t.tracked_at < {Next()}");
            command.Time(StoredTime.Up(before));
        }

        if (filter.After is { } after)
        {
            conditions.Add($"t.id < {Next()}");
            command.Number(after);
        }

        if (filter.TransactionId is { } id)
        {
            conditions.Add(IdCondition(Next(), Invariant($"${command.Parameters.Count + 2}")));
            command.Text(id).Texts(KeysOf(id));
        }

        command.CommandText =
            $"SELECT {PostgreSqlTrackedRow.Columns} FROM {_tracked} t WHERE {string.Join(" AND ", conditions)} ORDER BY t.id DESC LIMIT $1";
    }

    /// <summary>Returns the condition for an id. The indexes contain keys, so rows are searched by all keys that the id can have.</summary>
    private string IdCondition(string id, string keys) => $"""
        (t.gateway_reference = {id} OR t.merchant_reference = {id}) AND t.id IN (
            SELECT id FROM {_tracked} WHERE gateway_key = ANY ({keys}) AND status <> 'Duplicate'
            UNION ALL SELECT id FROM {_tracked} WHERE gateway_key = ANY ({keys}) AND status = 'Duplicate'
            UNION ALL SELECT id FROM {_tracked} WHERE merchant_key = ANY ({keys}))
        """;

    private static IEnumerable<string?> KeysOf(string id)
    {
        yield return StoredText.Key(id);
        yield return StoredText.Key(id.ToUpperInvariant());
        if (Guid.TryParse(id, out var uuid)) yield return uuid.ToString("D");
    }

    private void AddChangeList(NpgsqlBatch batch, StatusChangeFilter filter)
    {
        var command = batch.Statement("").Number(filter.PageSize + 1);
        var conditions = new List<string> { "true" };
        string Next() => Invariant($"${command.Parameters.Count + 1}");
        if (filter.TransactionId is { } transaction)
        {
            conditions.Add($"transaction_id = {Next()}");
            command.Number(transaction);
        }

        if (filter.Status is { } status)
        {
            // A literal instead of a parameter: PostgreSQL uses a partial index only when it knows the status.
            conditions.Add($"status = '{status}'");
        }

        if (filter.After is { } after)
        {
            conditions.Add($"id < {Next()}");
            command.Uuid(after);
        }

        command.CommandText = $"""
            SELECT document, status, tries, due_at, delivered_at, last_error
            FROM {database.Tables.Change} WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT $1
            """;
    }

    private static StatusChangeDelivery ReadDelivery(NpgsqlDataReader reader) => new()
    {
        Change = PostgreSqlChanges.ReadChange(reader, 0),
        Status = PostgreSqlTrackedRow.ParseEnum<DeliveryStatus>(reader.GetString(1)),
        Tries = reader.GetInt32(2),
        NextTryAt = PostgreSqlTrackedRow.TimeOrNull(reader, 3),
        DeliveredAt = PostgreSqlTrackedRow.TimeOrNull(reader, 4),
        LastError = PostgreSqlTrackedRow.TextOrNull(reader, 5),
    };
}
