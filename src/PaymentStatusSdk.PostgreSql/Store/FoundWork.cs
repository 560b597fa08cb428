using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>A row that a claim found, or the reason why it cannot be read.</summary>
internal readonly record struct FoundWork<T, TId>(T? Claimed, Lease<TId> Lease, DateTimeOffset DueAt, string? Error)
    where T : class
    where TId : struct
{
    /// <summary>Reads the claimed row. A document that cannot be read becomes an error.</summary>
    public static FoundWork<T, TId> Read(
        NpgsqlDataReader reader, Lease<TId> lease, DateTimeOffset dueAt, Func<NpgsqlDataReader, T> read)
    {
        try
        {
            return new(read(reader), lease, dueAt, null);
        }
        catch (JsonException exception)
        {
            return new(null, lease, dueAt, (exception.InnerException ?? exception).GetType().Name);
        }
    }
}
