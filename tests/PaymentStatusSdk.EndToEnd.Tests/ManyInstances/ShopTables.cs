using System.Data.Common;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>
/// The tables of the shop. The one of the effects has no key and no constraint, so that every effect that happens twice is seen.
/// </summary>
internal sealed class ShopTables(DbDataSource database) : IAsyncDisposable
{
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("CREATE TABLE shop_orders (reference VARCHAR(100) NOT NULL PRIMARY KEY, paid_count INT NOT NULL)");
        await ExecuteAsync(
            "CREATE TABLE shop_effects (change_id VARCHAR(36) NOT NULL, reference VARCHAR(100) NOT NULL, sequence BIGINT NOT NULL, "
            + "state VARCHAR(40) NOT NULL)");

        async Task ExecuteAsync(string sql)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the shop.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Returns how often each order was paid.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ReadOrdersAsync(CancellationToken cancellationToken)
    {
        var orders = new Dictionary<string, int>(StringComparer.Ordinal);
        await ReadAsync(
            "SELECT reference, paid_count FROM shop_orders",
            reader => orders.Add(reader.GetString(0), reader.GetInt32(1)),
            cancellationToken);
        return orders;
    }

    /// <summary>Returns all effects.</summary>
    public async Task<IReadOnlyList<(string Reference, long Sequence)>> ReadEffectsAsync(
        CancellationToken cancellationToken)
    {
        var effects = new List<(string, long)>();
        await ReadAsync(
            "SELECT reference, sequence FROM shop_effects",
            reader => effects.Add((reader.GetString(0), reader.GetInt64(1))),
            cancellationToken);
        return effects;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task ReadAsync(string sql, Action<DbDataReader> read, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the shop.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) read(reader);
    }
}
