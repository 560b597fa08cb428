using System.Data.Common;
using System.Globalization;

namespace PaymentStatusSdk.Conformance.Stores;

/// <summary>A table of the merchant with one text column that may contain duplicates, so that every repeated effect is visible.</summary>
#pragma warning disable CA2100 // The name of the table comes from the fixture.
public sealed class MerchantTable(ITransactionalStoreFixture fixture, string name) : IAsyncDisposable
{
    private readonly DbDataSource _database = fixture.CreateDataSource();

    /// <summary>The database of the merchant.</summary>
    public DbDataSource Database => _database;

    /// <summary>Creates the table.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        RunAsync($"CREATE TABLE {fixture.MerchantTable(name)} (id VARCHAR(100) NOT NULL)", cancellationToken);

    /// <summary>Runs a script in the database.</summary>
    public async Task RunAsync(string script, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds a row in a transaction.</summary>
    public async Task AddAsync(DbTransaction transaction, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {fixture.MerchantTable(name)} (id) VALUES (@id)";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", id);
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Closes the connections of the merchant.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Returns the number of committed rows, or of those that the transaction sees.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken, DbTransaction? transaction = null)
    {
        await using var own = transaction is null ? await _database.OpenConnectionAsync(cancellationToken) : null;
        await using var command = (transaction?.Connection ?? own)!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT COUNT(*) FROM {fixture.MerchantTable(name)}";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
#pragma warning restore CA2100
