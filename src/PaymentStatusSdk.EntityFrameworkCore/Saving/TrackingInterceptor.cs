using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.EntityFrameworkCore.Saving;

/// <summary>Writes the calls of <c>TrackPayment</c> in the transaction of the first command of a save. Thread-safe.</summary>
/// <remarks>
/// The calls share the fate of the changes: EF Core has begun the transaction, or set the savepoint, before the first command, and a
/// repeated save begins with a first command in a new transaction.
/// </remarks>
/// <param name="services">Returns the tracker when it is needed: tools create contexts where no store is configured.</param>
internal sealed class TrackingInterceptor(IServiceProvider services)
    : ISaveChangesInterceptor, IDbCommandInterceptor, IDbTransactionInterceptor
{
    private ITransactionTracker Tracker => services.GetRequiredService<ITransactionTracker>();

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        PendingTrackings.FindOf(eventData.Context) is null ? result : throw Synchronous();

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (PendingTrackings.FindOf(eventData.Context) is not { } pending) return new(result);
        var context = eventData.Context!;
        // A delegate that an execution strategy repeats calls TrackPayment again; a call that was not repeated must not be lost silently.
        var stale = pending.RemoveStale(context.Database.CurrentTransaction?.TransactionId);
        if (pending.IsEmpty)
        {
            throw new InvalidOperationException(
                Invariant($"{stale.Count} calls of TrackPayment were made in a database transaction that has ended without saving them. ")
                + "They are discarded now. Call TrackPayment again, in the same transaction as SaveChangesAsync.");
        }

        if (IsAmbient(context))
        {
            throw new InvalidOperationException(
                "A payment cannot be tracked in a TransactionScope or an enlisted transaction. Use Database.BeginTransactionAsync, or "
                + "SaveChangesAsync without a transaction.");
        }

        pending.Begin(context);
        return new(result);
    }

    public InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        IsPending(eventData, out _) ? throw Synchronous() : result;

    public async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (!IsPending(eventData, out var pending)) return result;
        var current = eventData.Context!.Database.CurrentTransaction ?? throw new InvalidOperationException(
            "TrackPayment was called too late in this save. Call it before SaveChangesAsync, or in a SavingChanges event handler.");
        if (pending!.WrittenIn != current.TransactionId)
            await WriteAsync(pending, current, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not { } context) return result;
        PendingTrackings.Of(context).End(context);
        if (PendingTrackings.FindOf(context) is not { } pending) return result;
        if (pending.WrittenIn is null) await SaveAloneAsync(context, pending, eventData, cancellationToken).ConfigureAwait(false);
        // Changes that are not accepted are saved again, for example by ExecuteInTransactionAsync, and so are the calls.
        if (!context.ChangeTracker.HasChanges()) pending.Clear();
        return result;
    }

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) =>
        FailAsync(eventData.Context);

    public Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default) =>
        FailAsync(eventData.Context);

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Complete(eventData);

    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Complete(eventData);
        return Task.CompletedTask;
    }

    private static void Complete(TransactionEndEventData eventData)
    {
        if (PendingTrackings.FindOf(eventData.Context) is { } pending && pending.WrittenIn == eventData.TransactionId) pending.Clear();
    }

    private static Task FailAsync(DbContext? context)
    {
        if (context is null) return Task.CompletedTask;
        PendingTrackings.Of(context).End(context);
        PendingTrackings.FindOf(context)?.Reset();
        return Task.CompletedTask;
    }

    /// <summary>Writes the calls after a save that had no changes, and therefore no command and no transaction.</summary>
    private async Task SaveAloneAsync(
        DbContext context, PendingTrackings pending, SaveChangesCompletedEventData eventData, CancellationToken cancellationToken)
    {
        if (eventData.EntitiesSavedCount > 0 || context.ChangeTracker.HasChanges())
        {
            throw new InvalidOperationException(
                "No payment was tracked: SaveChangesAsync completed without a command of EF Core. Another interceptor may have suppressed "
                + "the save.");
        }

        if (context.Database.CurrentTransaction is { } current)
        {
            await WriteAsync(pending, current, cancellationToken).ConfigureAwait(false);
            return;
        }

        await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            var transaction = await context.Database.BeginTransactionAsync(token).ConfigureAwait(false);
            await using var rollingBack = transaction.ConfigureAwait(false);
            await WriteAsync(pending, transaction, token).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(PendingTrackings pending, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await pending.WriteAsync(Tracker, transaction.GetDbTransaction(), transaction.TransactionId, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An execution strategy recognizes only the exceptions of its driver.
            var cause = exception is TrackingStoreException { InnerException: DbException driver } ? driver : exception;
            throw new DbUpdateException(Invariant($"A payment was not tracked, so nothing was saved. {exception.Message}"), cause);
        }
    }

    private static bool IsPending(CommandEventData eventData, out PendingTrackings? pending)
    {
        pending = eventData.CommandSource == CommandSource.SaveChanges ? PendingTrackings.FindOf(eventData.Context) : null;
        return pending is not null;
    }

    private static bool IsAmbient(DbContext context) =>
        context.GetService<IDbContextTransactionManager>() is ITransactionEnlistmentManager manager
        && (manager.EnlistedTransaction ?? manager.CurrentAmbientTransaction) is not null;

    private static InvalidOperationException Synchronous() => new(
        "SaveChanges cannot track payments. Call SaveChangesAsync after TrackPayment.");
}
