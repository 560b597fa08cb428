using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using PaymentStatusSdk.EntityFrameworkCore.Saving;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EntityFrameworkCore;

/// <summary>Tracks transactions together with the changes of a context.</summary>
public static class DbContextTrackingExtensions
{
    /// <summary>
    /// Tracks a transaction with the next <c>SaveChangesAsync</c> of the context: your changes and the tracking are committed together, or
    /// neither is.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The call only records what to track, the way <c>Add</c> records an entity. <c>SaveChangesAsync</c> writes it in its own transaction,
    /// repeats it when the execution strategy repeats the save, and saves it even if the context has no other changes. If the save fails,
    /// the call remains recorded. A failure to track is reported as <see cref="DbUpdateException"/>, whose inner exception is the one of
    /// <c>ITransactionTracker.TrackAsync</c>, or of the database driver. The synchronous <c>SaveChanges</c> and a <c>TransactionScope</c>
    /// are refused before anything is written.
    /// </para>
    /// <para>
    /// If you have begun a transaction, the call belongs to it: after its end, repeat the call with the transaction. A call that is not
    /// repeated is reported by the next <c>SaveChangesAsync</c>.
    /// </para>
    /// </remarks>
    /// <param name="context">The context, registered with <c>UseDbContext</c>. Tracking stores its rows in the same database.</param>
    /// <param name="clientName">The registered name of the client to query.</param>
    /// <param name="query">The query, with everything that is already known.</param>
    /// <param name="policy">The deadline and schedule, where they differ from the client's; null for the client's defaults.</param>
    /// <returns>The recorded call, which has the tracked transaction after the save.</returns>
    /// <exception cref="InvalidOperationException">The context is not registered with <c>UseDbContext</c>.</exception>
    public static PendingTracking TrackPayment(
        this DbContext context, string clientName, TransactionQuery query, TrackingPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(clientName);
        ArgumentNullException.ThrowIfNull(query);
        if (!IsRegistered(context))
        {
            var name = context.GetType().Name;
            throw new InvalidOperationException(
                $"{name} cannot track payments. Call AddPaymentTracking().UseDbContext<{name}>(), and create the context from the "
                + "services, with a relational database.");
        }

        var call = new PendingTracking(clientName, query, policy, context.Database.CurrentTransaction?.TransactionId);
        PendingTrackings.Of(context).Add(call);
        return call;
    }

    private static bool IsRegistered(DbContext context) =>
        context.Database.IsRelational()
        && context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<TrackingInterceptor>().Any()
            == true;
}
