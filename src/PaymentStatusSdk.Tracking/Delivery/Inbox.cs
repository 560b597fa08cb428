using System.Data;
using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>Calls a handler once for each change, with the help of a table in the handler's database.</summary>
internal static class Inbox
{
    // A second delivery that runs at the same time waits for the primary key, and then fails or finds the row: it is repeated later.
    private const string Insert =
        "INSERT INTO payment_inbox (change_id, handler) SELECT @change_id, @handler "
        + "WHERE NOT EXISTS (SELECT 1 FROM payment_inbox WHERE change_id = @change_id AND handler = @handler)";

    /// <summary>Records the change and calls the handler in one transaction. A recorded change is not handled again.</summary>
    public static async Task HandleAsync(
        DbDataSource dataSource, string name, ITransactionalStatusChangeHandler handler, StatusChange change,
        CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var rollingBack = transaction.ConfigureAwait(false);
        if (!await AddAsync(transaction, name, change.Id, cancellationToken).ConfigureAwait(false)) return;
        await handler.HandleAsync(change, transaction, cancellationToken).ConfigureAwait(false);
        // A canceled commit could have succeeded; the inbox would detect it, but its failure would count.
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<bool> AddAsync(DbTransaction transaction, string handler, Guid changeId, CancellationToken cancellationToken)
    {
        var command = transaction.Connection!.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.CommandText = Insert;
        command.Transaction = transaction;
        Add("change_id", changeId.ToString("D"));
        Add("handler", handler);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0;

        void Add(string name, string value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}
