using System.Data.Common;

namespace PaymentStatusSdk.ManyInstances;

/// <summary>Runs the shop's statements in a transaction.</summary>
internal static class ShopCommands
{
    public static async Task<int> ExecuteAsync(
        this DbTransaction transaction, string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await using var command = Create(transaction, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<object?> ScalarAsync(
        this DbTransaction transaction, string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await using var command = Create(transaction, sql, values);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static DbCommand Create(DbTransaction transaction, string sql, (string Name, object Value)[] values)
    {
        var command = transaction.Connection!.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the shop.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
