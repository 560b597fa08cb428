using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>Counts the steps of a save and fails one of them.</summary>
public sealed class Faults : IDbCommandInterceptor, IDbTransactionInterceptor
{
    private int _steps;

    /// <summary>The number of the step that fails, from 1; 0 for none.</summary>
    public int FailAt
    {
        get;
        set => (field, _steps, FailedStep) = (value, 0, null);
    }

    /// <summary>The step that has failed.</summary>
    public string? FailedStep { get; private set; }

    public void Step(string name)
    {
        if (++_steps != FailAt) return;
        FailedStep = name;
        throw new InjectedException(name);
    }

    public async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken)
    {
        if (eventData.CommandSource == CommandSource.SaveChanges) Step("before a command");
        return result;
    }

    public async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken)
    {
        if (eventData.CommandSource == CommandSource.SaveChanges) await FailAfterAsync(result);
        return result;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken)
    {
        Step("before the transaction");
        return result;
    }

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken)
    {
        Step("before the commit");
        return result;
    }

    public async Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken) => Step("after the commit");

    public async Task CreatedSavepointAsync(
        DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken) => Step("after the savepoint");

    private async Task FailAfterAsync(DbDataReader result)
    {
        try
        {
            Step("after a command");
        }
        catch
        {
            await result.DisposeAsync();
            throw;
        }
    }
}
