using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.ManyInstances;

/// <summary>A shop that keeps its orders in the database of the store, on connections of its own.</summary>
internal sealed class Shop(DbDataSource database, ITransactionTracker tracker)
{
    public static DbDataSource Open(string? store, string connectionString) => store switch
    {
        "PostgreSql" => NpgsqlDataSource.Create(connectionString),
        "MySql" => new MySqlDataSource(connectionString),
        _ => SqliteFactory.Instance.CreateDataSource(connectionString),
    };

    /// <summary>Adds an order and tracks its payment in one transaction, unless the order exists.</summary>
    public async Task AddAsync(Order order, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var known = await transaction.ScalarAsync(
            "SELECT 1 FROM shop_orders WHERE reference = @reference", cancellationToken, ("@reference", order.MerchantReference));
        if (known is not null) return;
        await transaction.ExecuteAsync(
            "INSERT INTO shop_orders (reference, paid_count) VALUES (@reference, 0)",
            cancellationToken,
            ("@reference", order.MerchantReference));
        await tracker.TrackAsync(order.Client, order.ToQuery(), transaction, cancellationToken: cancellationToken);
        if (order.IsRolledBack) await transaction.RollbackAsync(cancellationToken);
        else await transaction.CommitAsync(cancellationToken);
    }
}
