using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Reads the JSON documents of rows.</summary>
internal static class StoredDocument
{
    /// <exception cref="JsonException">The document cannot be read: it is damaged, or a type rejects one of its values.</exception>
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
            throw new JsonException("The document contains a value that is not allowed.", exception);
        }
    }
}
