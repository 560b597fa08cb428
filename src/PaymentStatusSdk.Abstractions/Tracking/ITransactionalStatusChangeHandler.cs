using System.Data.Common;

namespace PaymentStatusSdk.Tracking;

/// <summary>
/// Receives the changes of tracked transactions inside a database transaction, so that its writes happen exactly once. Register it with
/// <c>AddTransactionalStatusChangeHandler</c>.
/// </summary>
/// <remarks>
/// The transaction that is passed to the handler also records that the handler has completed the change: both are committed together, or
/// neither is. A handler whose process ends, or that throws, has changed nothing in the database and is called again later; no code of the
/// handler needs to detect duplicates. Effects outside the database, such as an e-mail, are not part of the transaction: write them to a
/// table and send them from there. In all other respects it is called like an <see cref="IStatusChangeHandler"/>.
/// </remarks>
public interface ITransactionalStatusChangeHandler
{
    /// <summary>
    /// Handles a change. If it throws, or does not return in time, the transaction is rolled back and the call repeated later.
    /// </summary>
    /// <param name="change">The change, with the whole transaction as of the change.</param>
    /// <param name="transaction">
    /// The database transaction (read committed, or stricter), with its open connection. Do not commit it, roll it back or dispose of it.
    /// Pass it to <c>ITransactionTracker.TrackAsync</c> as well, and never use it after the handler has returned.
    /// </param>
    /// <param name="cancellationToken">
    /// Canceled when <c>TrackingOptions.HandlerTimeout</c> has passed or the host stops. After <c>TrackingOptions.OverrunSlack</c> the
    /// connection is closed, even while the handler uses it.
    /// </param>
    Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken);
}
