using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.EntityFrameworkCore.Saving;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore.Delivery;

/// <summary>Calls a handler whose context uses the transaction of the delivery, and saves the changes of the context.</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <typeparam name="THandler">The handler, which is created in the scope of the context.</typeparam>
/// <param name="scoped">The services of the delivery.</param>
internal sealed class EnlistedHandler<TContext, THandler>(IServiceProvider scoped) : ITransactionalStatusChangeHandler
    where TContext : DbContext
    where THandler : IStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var context = scoped.GetRequiredService<TContext>();
        if (scoped.GetRequiredService<TContext>() != context)
        {
            throw new InvalidOperationException(
                $"{typeof(TContext)} is a transient service, so {typeof(THandler)} would not get the context that uses the transaction of "
                + "the delivery. Register the context as scoped.");
        }

        // Inside its own execution, a strategy that retries accepts a foreign transaction. It must not see a failure: a transaction that
        // has failed cannot be continued, so the whole delivery is repeated.
        var failure = await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            try
            {
                await HandleAsync(context, change, transaction, cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (Exception exception)
            {
                return ExceptionDispatchInfo.Capture(exception);
            }
        }).ConfigureAwait(false);
        failure?.Throw();
    }

    private async Task HandleAsync(TContext context, StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connectionString = context.Database.GetConnectionString();
        context.Database.SetDbConnection(transaction.Connection, contextOwnsConnection: false);
        try
        {
            var enlisted = await context.Database.UseTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
            await using var leaving = enlisted!.ConfigureAwait(false);
            var handler = scoped.GetRequiredKeyedService<IStatusChangeHandler>(typeof(THandler));
            await handler.HandleAsync(change, cancellationToken).ConfigureAwait(false);
            if (PendingTrackings.FindOf(context) is not null || context.ChangeTracker.HasChanges())
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Restore(context, connectionString);
        }
    }

    // A pooled context is used again, with its own connection.
    private static void Restore(TContext context, string? connectionString)
    {
        var options = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>());
        context.Database.SetDbConnection(options.Connection, options.Connection is null || options.IsConnectionOwned);
        // A provider that creates connections by other means, such as a data source, still knows them.
        if (options.Connection is null && context.Database.GetConnectionString() is null)
            context.Database.SetConnectionString(connectionString);
    }
}
