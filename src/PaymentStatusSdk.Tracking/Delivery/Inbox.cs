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

    private const string Select = "SELECT handler FROM payment_inbox WHERE change_id = @change_id AND handler = @handler";

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
        await RequireAsync(transaction, name, change.Id, cancellationToken).ConfigureAwait(false);
        // A canceled commit could have succeeded; the inbox would detect it, but its failure would count.
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<bool> AddAsync(DbTransaction transaction, string handler, Guid changeId, CancellationToken cancellationToken)
    {
        var command = CommandOf(transaction, Insert, handler, changeId);
        await using var disposing = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0;
    }

    // Some servers roll the whole transaction back after a deadlock. A handler that continues has then lost its earlier writes.
    private static async Task RequireAsync(
        DbTransaction transaction, string handler, Guid changeId, CancellationToken cancellationToken)
    {
        if (transaction.Connection is null) throw Ended();
        var command = CommandOf(transaction, Select, handler, changeId);
        await using var disposing = command.ConfigureAwait(false);
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is null) throw Ended();

        static InvalidOperationException Ended() => new(
            "The transaction of the handler ended before the handler returned, for example by a deadlock or by the handler itself. Do not "
            + "continue after a failed statement, and do not end the transaction.");
    }

    private static DbCommand CommandOf(DbTransaction transaction, string text, string handler, Guid changeId)
    {
        var command = transaction.Connection!.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        Add("change_id", changeId.ToString("D"));
        Add("handler", handler);
        return command;

        void Add(string name, string value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}
