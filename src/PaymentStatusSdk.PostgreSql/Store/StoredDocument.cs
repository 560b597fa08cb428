using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Reads the JSON that rows hold.</summary>
internal static class StoredDocument
{
    /// <exception cref="JsonException">It cannot be read, whatever the reason: somebody damaged it, or a record refuses what it says.</exception>
    public static T Read<T>(NpgsqlDataReader reader, int column, JsonTypeInfo<T> type)
        where T : class
    {
        var json = reader.GetString(column);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The document is null.");
        }
        catch (Exception exception) when (exception is not (JsonException or OutOfMemoryException))
        {
            throw new JsonException("The document says what is not allowed.", exception);
        }
    }
}
