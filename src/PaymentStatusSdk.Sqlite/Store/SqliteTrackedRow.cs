using System.Globalization;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Maps a tracked transaction to the columns of its table.</summary>
internal static class SqliteTrackedRow
{
    /// <summary>The columns that <see cref="Read"/> reads, starting at column 0.</summary>
    public const string Columns =
        "id, status, gateway_reference, merchant_reference, due_at, deadline_at, sequence, completed_at, document";

    /// <summary>The index of the first column after <see cref="Columns"/>.</summary>
    public const int Next = 9;

    /// <summary>Reads the document of a row. The values of the columns override those of the document.</summary>
    /// <exception cref="UnreadableException">This version cannot read the document.</exception>
    public static TrackedTransaction Read(SqliteStatement row)
    {
        try
        {
            return Parse(row);
        }
        catch (Exception exception) when (SqliteDocuments.IsUnreadable(exception))
        {
            throw new SqliteUnreadableException(string.Create(CultureInfo.InvariantCulture, $"transaction {row.Int64(0)}"), exception);
        }
    }

    public static int StateOf(TrackedTransaction row) => (int)(row.Belief?.State ?? PaymentState.Unknown);

    public static bool IsFinal(TrackedTransaction row) => row.Belief?.Finality == Finality.Final;

    /// <summary>When the row is due. An active row always has a time; otherwise it would never be checked again.</summary>
    public static DateTimeOffset? DueAt(TrackedTransaction row) => row.Status switch
    {
        TrackingStatus.Active => row.NextCheckAt ?? row.TrackedAt,
        TrackingStatus.Completed => row.NextCheckAt,
        _ => null,
    };

    private static TrackedTransaction Parse(SqliteStatement row) => SqliteDocuments.ReadRow(row.Bytes(8)) with
    {
        Id = row.Int64(0),
        Status = (TrackingStatus)row.Int32(1),
        GatewayReference = row.TextOrNull(2),
        MerchantReference = row.TextOrNull(3),
        NextCheckAt = row.TimeOrNull(4),
        DeadlineAt = row.Time(5),
        Sequence = row.Int64(6),
        CompletedAt = row.TimeOrNull(7),
    };
}
