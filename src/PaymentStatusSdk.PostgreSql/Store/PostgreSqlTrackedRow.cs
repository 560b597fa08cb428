using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>
/// Maps a row of payment_tracked to a <see cref="TrackedTransaction"/>. The values of the columns override those of the document.
/// </summary>
internal static class PostgreSqlTrackedRow
{
    /// <summary>The columns that <see cref="Read"/> reads, in order, from the table alias t.</summary>
    public const string Columns =
        "t.id, t.gateway_reference, t.merchant_reference, t.status, t.due_at, t.deadline_at, t.completed_at, t.sequence, t.document";

    /// <summary>The number of <see cref="Columns"/>.</summary>
    public const int ColumnCount = 9;

    /// <summary>Reads a row whose columns start at <paramref name="first"/>.</summary>
    public static TrackedTransaction Read(NpgsqlDataReader reader, int first = 0)
    {
        var document = StoredDocument.Read(reader, first + 8, StoredJson.Transaction);
        return document with
        {
            Id = reader.GetInt64(first),
            GatewayReference = TextOrNull(reader, first + 1),
            MerchantReference = TextOrNull(reader, first + 2),
            Status = ParseEnum<TrackingStatus>(reader.GetString(first + 3)),
            NextCheckAt = TimeOrNull(reader, first + 4),
            DeadlineAt = Time(reader, first + 5),
            CompletedAt = TimeOrNull(reader, first + 6),
            Sequence = reader.GetInt64(first + 7),
        };
    }

    public static string Write(TrackedTransaction transaction) => JsonSerializer.Serialize(transaction, StoredJson.Transaction);

    /// <summary>Returns the value of the column state.</summary>
    public static string StateOf(TrackedTransaction transaction) => (transaction.Belief?.State ?? PaymentState.Unknown).ToString();

    /// <summary>Returns the value of the column final.</summary>
    public static bool IsFinal(TrackedTransaction transaction) => transaction.Belief?.Finality == Finality.Final;

    /// <summary>Returns the enum member with this name; member 0 if this version does not define the name.</summary>
    public static T ParseEnum<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : default;

    public static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset? TimeOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : Time(reader, column);

    public static DateTimeOffset Time(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);
}
