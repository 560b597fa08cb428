using System.Globalization;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>How a followed transaction stands in its table.</summary>
internal static class TrackedRow
{
    /// <summary>What <see cref="Read"/> reads, from column 0 on.</summary>
    public const string Columns = "id, status, gateway_id, merchant_id, due_at, deadline_at, sequence, ended_at, document";

    /// <summary>The first column behind <see cref="Columns"/>.</summary>
    public const int Next = 9;

    /// <summary>The document, under the columns that win over it.</summary>
    /// <exception cref="UnreadableException">It is not what this version writes.</exception>
    public static TrackedTransaction Read(SqliteStatement row)
    {
        try
        {
            return Parse(row);
        }
        catch (Exception exception) when (Documents.IsUnreadable(exception))
        {
            throw new UnreadableException(string.Create(CultureInfo.InvariantCulture, $"transaction {row.Int64(0)}"), exception);
        }
    }

    public static int StateOf(TrackedTransaction row) => (int)(row.Belief?.State ?? PaymentState.Unknown);

    public static bool IsFinal(TrackedTransaction row) => row.Belief?.Finality == Finality.Final;

    /// <summary>When it is due. An active row always is, some day: one without a time would be forgotten.</summary>
    public static DateTimeOffset? DueAt(TrackedTransaction row) => row.Status switch
    {
        TrackingStatus.Active => row.NextLookAt ?? row.TrackedAt,
        TrackingStatus.Finished => row.NextLookAt,
        _ => null,
    };

    private static TrackedTransaction Parse(SqliteStatement row) => Documents.ReadRow(row.Bytes(8)) with
    {
        Id = row.Int64(0),
        Status = (TrackingStatus)row.Int32(1),
        GatewayId = row.TextOrNull(2),
        MerchantId = row.TextOrNull(3),
        NextLookAt = row.TimeOrNull(4),
        DeadlineAt = row.Time(5),
        Sequence = row.Int64(6),
        EndedAt = row.TimeOrNull(7),
    };
}
