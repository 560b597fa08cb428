using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Reads the rows of a statement.</summary>
internal static class ResultReading
{
    public static async Task<List<T>> AllAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) list.Add(read(reader));
        return list;
    }

    /// <summary>Reads the rows of the second statement; the first one changes settings.</summary>
    public static async Task<List<T>> SecondAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await AllAsync(reader, read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the statement returned a row.</summary>
    public static async Task<bool> AnyAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
