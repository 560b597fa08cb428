using System.Data.Common;
using System.Text.Json;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>A row of payment_change as it was read.</summary>
/// <param name="Pending">The columns from which the rules decide.</param>
/// <param name="Status">The progress of the delivery.</param>
/// <param name="DueAt">When the change is due, or when its lease ends.</param>
/// <param name="Fence">The fencing number.</param>
/// <param name="Tries">The number of tries.</param>
/// <param name="CompletedHandlers">The handlers that have completed the change, separated by line breaks.</param>
/// <param name="DeliveredAt">When all handlers had completed the change.</param>
/// <param name="LastError">The last failure.</param>
/// <param name="Document">The document, which may be unreadable; empty when it was not read.</param>
internal sealed record ChangeRow(
    PendingChange Pending, DeliveryStatus Status, DateTimeOffset? DueAt, long Fence, int Tries, string? CompletedHandlers,
    DateTimeOffset? DeliveredAt, string? LastError, string Document)
{
    /// <summary>The columns that <see cref="Read"/> reads, in order.</summary>
    public const string Columns = StateColumns + ", c.document";

    /// <summary>The columns that <see cref="ReadState"/> reads, in order.</summary>
    public const string StateColumns =
        "c.id, c.transaction_id, c.sequence, c.leased, c.head, c.status, c.due_at, c.fence, c.tries, c.completed_handlers, c.delivered_at, "
        + "c.last_error";

    /// <summary>The columns of a new row.</summary>
    public static readonly SqlColumn<NewChange>[] Added =
    [
        new("id", SqlType.Uuid, row => row.Change.Id),
        new("transaction_id", SqlType.Number, row => row.Change.Transaction.Id),
        new("sequence", SqlType.Number, row => row.Change.Sequence),
        new("kind", SqlType.Name, row => row.Change.Kind.ToString()),
        new("created_at", SqlType.Time, row => StoredTime.Up(row.Change.At)),
        new("status", SqlType.Name, static _ => nameof(DeliveryStatus.Pending)),
        new("head", SqlType.Flag, row => row.IsHead),
        new("due_at", SqlType.Time, row => StoredTime.Up(row.DueAt)),
        new("document", SqlType.Document, row => JsonSerializer.Serialize(row.Change, StoredJson.Change)),
    ];

    /// <summary>The columns that a delivery writes while it continues with further handlers.</summary>
    public static readonly SqlColumn<DeliveryCommit>[] Completed =
    [
        new("id", SqlType.Uuid, row => row.Id) { IsKey = true },
        new("completed_handlers", SqlType.Text, row => row.CompletedHandlers.Count == 0 ? null : string.Join('\n', row.CompletedHandlers)),
    ];

    /// <summary>The columns that a delivery writes.</summary>
    public static readonly SqlColumn<DeliveryCommit>[] Delivered =
    [
        Completed[0],
        new("status", SqlType.Name, row => row.Status.ToString()),
        new("tries", SqlType.Number, row => (long)row.Tries),
        Completed[1],
        new("due_at", SqlType.Time, row => row.Status == DeliveryStatus.Pending ? StoredTime.Up(row.NextTryAt) : null),
        new("delivered_at", SqlType.Time, row => StoredTime.Up(row.DeliveredAt)),
        new("last_error", SqlType.Text, row => row.LastError),
        new("leased", SqlType.Flag, static _ => false),
        new("head", SqlType.Flag, static _ => false),
    ];

    /// <summary>The column that makes a change the next one of its transaction, or another one.</summary>
    public static readonly SqlColumn<PendingChange>[] Order =
    [
        new("id", SqlType.Uuid, row => row.Id) { IsKey = true },
        new("head", SqlType.Flag, row => row.IsNext),
    ];

    public static ChangeRow ReadState(DbDataReader reader, RelationalDialect dialect) => ReadRow(reader, dialect, "");

    public static ChangeRow Read(DbDataReader reader, RelationalDialect dialect) => ReadRow(reader, dialect, reader.GetString(12));

    /// <summary>Returns the change.</summary>
    /// <exception cref="UnreadableException">This version cannot read the document.</exception>
    public StatusChange ToChange() => Documents.Read(Document, StoredJson.Change, () => $"change {Pending.Id:D}") with { Id = Pending.Id };

    private static ChangeRow ReadRow(DbDataReader reader, RelationalDialect dialect, string document) => new(
        new PendingChange(dialect.ReadGuid(reader, 0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3), reader.GetBoolean(4)),
        Enums.Parse<DeliveryStatus>(reader.GetString(5)), reader.TimeOrNull(6, dialect), reader.GetInt64(7), (int)reader.GetInt64(8),
        reader.TextOrNull(9), reader.TimeOrNull(10, dialect), reader.TextOrNull(11), document);
}
