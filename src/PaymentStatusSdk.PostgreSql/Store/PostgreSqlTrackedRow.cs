using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Between a row of payment_tracked and a <see cref="TrackedTransaction"/>: the columns win over the document.</summary>
internal static class PostgreSqlTrackedRow
{
    /// <summary>The columns that <see cref="Read"/> reads, in their order, of the table t.</summary>
    public const string Columns = "t.id, t.gateway_reference, t.merchant_reference, t.status, t.due_at, t.deadline_at, t.completed_at, t.sequence, t.document";

    /// <summary>How many columns that is.</summary>
    public const int ColumnCount = 9;

    /// <summary>Reads the row whose first column is that one.</summary>
    public static TrackedTransaction Read(NpgsqlDataReader reader, int first = 0)
    {
        var document = StoredDocument.Read(reader, first + 8, StoredJson.Transaction);
        return document with
        {
            Id = reader.GetInt64(first),
            GatewayReference = TextOrNull(reader, first + 1),
            MerchantReference = TextOrNull(reader, first + 2),
            Status = EnumName<TrackingStatus>(reader.GetString(first + 3)),
            NextCheckAt = TimeOrNull(reader, first + 4),
            DeadlineAt = Time(reader, first + 5),
            CompletedAt = TimeOrNull(reader, first + 6),
            Sequence = reader.GetInt64(first + 7),
        };
    }

    public static string Write(TrackedTransaction transaction) => JsonSerializer.Serialize(transaction, StoredJson.Transaction);

    /// <summary>What the column state says.</summary>
    public static string StateOf(TrackedTransaction transaction) => (transaction.Belief?.State ?? PaymentState.Unknown).ToString();

    /// <summary>What the column final says.</summary>
    public static bool IsFinal(TrackedTransaction transaction) => transaction.Belief?.Finality == Finality.Final;

    /// <summary>The member of that name; a word that this version does not know is member 0.</summary>
    public static T EnumName<T>(string word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var value) && Enum.IsDefined(value) ? value : default;

    public static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset? TimeOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : Time(reader, column);

    public static DateTimeOffset Time(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);
}
