using System.Text.Json;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Serializes the JSON documents of rows directly to and from UTF-8.</summary>
internal static class SqliteDocuments
{
    public static byte[] Write(TrackedTransaction row) => JsonSerializer.SerializeToUtf8Bytes(row, StoredJson.Transaction);

    public static byte[] Write(StatusChange change) => JsonSerializer.SerializeToUtf8Bytes(change, StoredJson.Change);

    public static TrackedTransaction ReadRow(ReadOnlySpan<byte> document) =>
        JsonSerializer.Deserialize(document, StoredJson.Transaction) ?? throw new JsonException("The document is null.");

    public static StatusChange ReadChange(ReadOnlySpan<byte> document) =>
        JsonSerializer.Deserialize(document, StoredJson.Change) ?? throw new JsonException("The document is null.");

    /// <summary>
    /// Whether the exception means that a document or a column beside it is unreadable. Constructors and converters throw various types.
    /// </summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is JsonException or ArgumentException or FormatException or OverflowException or NotSupportedException
        or InvalidOperationException;
}
