using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PaymentStatusSdk.Relational.Database;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Reads the JSON documents of rows.</summary>
internal static class Documents
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="UnreadableException">It is damaged, or a type rejects one of its values. Constructors
    /// and converters throw various types.</exception>
    public static T Read<T>(string json, JsonTypeInfo<T> type, Func<string> what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The document is null.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new UnreadableException(what(), exception);
        }
    }
}
