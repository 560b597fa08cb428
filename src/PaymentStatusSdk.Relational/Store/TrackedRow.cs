using System.Data.Common;
using System.Text.Json;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>A row of payment_tracked as it was read.</summary>
/// <param name="Stored">The columns from which the rules decide.</param>
/// <param name="GatewayReference">The gateway reference.</param>
/// <param name="MerchantReference">The merchant reference.</param>
/// <param name="CompletedAt">When tracking ended.</param>
/// <param name="Document">The document, which may be unreadable.</param>
internal sealed record TrackedRow(
    StoredRow Stored, string? GatewayReference, string? MerchantReference, DateTimeOffset? CompletedAt, string Document)
{
    /// <summary>The columns that <see cref="ReadStored"/> reads, in order.</summary>
    public const string StoredColumns =
        "t.id, t.client, t.status, t.due_at, t.deadline_at, t.leased, t.fence, t.wakes, t.sequence, t.gateway_key, t.merchant_key, "
        + "t.by_merchant_reference";

    /// <summary>The columns that <see cref="Read"/> reads, in order.</summary>
    public const string Columns = StoredColumns + ", t.gateway_reference, t.merchant_reference, t.completed_at, t.document";

    /// <summary>The columns that are written to a new row, and after a check or when it is tracked again.</summary>
    /// <remarks>The keys of the row are stored keys (<see cref="StoredText.Keys"/>): shortened once, never again.</remarks>
    public static readonly SqlColumn<RowUpdate>[] Written =
    [
        new("id", SqlType.Number, row => row.Transaction.Id) { IsKey = true },
        new("gateway_reference", SqlType.Text, row => row.Transaction.GatewayReference),
        new("gateway_key", SqlType.Key, row => row.Transaction.Status == TrackingStatus.Duplicate ? null : row.Keys.GatewayKey),
        new("duplicate_key", SqlType.Key, row => row.Transaction.Status == TrackingStatus.Duplicate ? row.Keys.GatewayKey : null),
        new("merchant_reference", SqlType.Text, row => row.Transaction.MerchantReference),
        new("merchant_key", SqlType.Key, row => row.Keys.MerchantKey),
        new("by_merchant_reference", SqlType.Flag, row => row.Keys.IsByMerchantReference),
        new("status", SqlType.Name, row => row.Transaction.Status.ToString()),
        new("state", SqlType.Name, row => (row.Transaction.Belief?.State ?? PaymentState.Unknown).ToString()),
        new("final", SqlType.Flag, row => row.Transaction.Belief?.Finality == Finality.Final),
        // These two list what needs a person; a person has settled a resolved row.
        new("contested", SqlType.Flag, row => row.Transaction is { Resolution: null, Belief.IsContested: true }),
        new("mismatch", SqlType.Flag, row => row.Transaction is { Resolution: null, HasMismatch: true }),
        new("due_at", SqlType.Time, row => StoredTime.Up(DueRules.DueAt(row.Transaction))),
        new("leased", SqlType.Flag, static _ => false),
        new("fence", SqlType.Number, row => row.Fence),
        new("wakes", SqlType.Number, row => row.Wakes),
        new("sequence", SqlType.Number, row => row.Transaction.Sequence),
        new("deadline_at", SqlType.Time, row => StoredTime.Up(row.Transaction.DeadlineAt)),
        new("completed_at", SqlType.Time, row => StoredTime.Up(row.Transaction.CompletedAt)),
        new("document", SqlType.Document, row => JsonSerializer.Serialize(row.Transaction, StoredJson.Transaction)),
    ];

    /// <summary>The columns of a row whose gateway key another row receives.</summary>
    public static readonly SqlColumn<long>[] Released =
        [new("id", SqlType.Number, id => id) { IsKey = true }, new("gateway_key", SqlType.Key, static _ => null)];

    /// <summary>The columns of a new row.</summary>
    public static readonly SqlColumn<RowUpdate>[] Added =
    [
        new("client", SqlType.Name, row => row.Transaction.ClientName),
        new("tracked_at", SqlType.Time, row => StoredTime.Up(row.Transaction.TrackedAt)),
        .. Written.Where(column => !column.IsKey),
    ];

    public static StoredRow ReadStored(DbDataReader reader, RelationalDialect dialect) => new(
        reader.GetInt64(0), reader.GetString(1), Enums.Parse<TrackingStatus>(reader.GetString(2)), reader.TimeOrNull(3, dialect),
        dialect.ReadTime(reader, 4),
        reader.GetBoolean(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8),
        new TransactionKeys(reader.TextOrNull(9), reader.TextOrNull(10), reader.GetBoolean(11)));

    public static TrackedRow Read(DbDataReader reader, RelationalDialect dialect) =>
        new(
            ReadStored(reader, dialect), reader.TextOrNull(12), reader.TextOrNull(13), reader.TimeOrNull(14, dialect),
            reader.GetString(15));

    /// <summary>Returns the transaction. The values of the columns override those of the document.</summary>
    /// <exception cref="UnreadableException">This version cannot read the document.</exception>
    public TrackedTransaction ToTransaction() =>
        Documents.Read(Document, StoredJson.Transaction, () => Invariant($"transaction {Stored.Id}")) with
        {
            Id = Stored.Id,
            Status = Stored.Status,
            GatewayReference = GatewayReference,
            MerchantReference = MerchantReference,
            NextCheckAt = Stored.DueAt,
            DeadlineAt = Stored.DeadlineAt,
            Sequence = Stored.Sequence,
            CompletedAt = CompletedAt,
        };

    /// <summary>Returns the transaction; null when this version cannot read the document.</summary>
    public TrackedTransaction? TryRead()
    {
        try
        {
            return ToTransaction();
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
