using System.Data.Common;
using PaymentStatusSdk.ManyInstances.Logs;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.ManyInstances;

/// <summary>
/// The shop's work in the transaction of the delivery. It detects no duplicates: a change that is handled twice leaves two rows. It is
/// slow for some changes, and fails for some at the first try, before or after its writes.
/// </summary>
internal sealed class ShopHandler(HandlerLog log) : ITransactionalStatusChangeHandler
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(100);

    public Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken) =>
        log.RunAsync(change, () => WriteAsync(change, transaction, cancellationToken), cancellationToken);

    private static async Task WriteAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var (luck, bytes) = (-1, change.Id.ToByteArray());
        if (change.Attempt == 1) luck = bytes[15] % 32;
        if (luck == 0) throw new InvalidOperationException("Not now.");
        var row = change.Transaction;
        await transaction.ExecuteAsync(
            "INSERT INTO shop_effects (change_id, reference, sequence, state) VALUES (@change, @reference, @sequence, @state)",
            cancellationToken,
            ("@change", change.Id.ToString("D")), ("@reference", row.MerchantReference!), ("@sequence", change.Sequence),
            ("@state", row.Belief?.State.ToString() ?? ""));
        if (bytes[14] % 16 == 0) await Task.Delay(Work, TimeProvider.System, CancellationToken.None);
        if (row.Belief?.State == PaymentState.Captured && change.PreviousState != PaymentState.Captured)
        {
            var orders = await transaction.ExecuteAsync(
                "UPDATE shop_orders SET paid_count = paid_count + 1 WHERE reference = @reference",
                cancellationToken,
                ("@reference", row.MerchantReference!));
            if (orders != 1) throw new InvalidOperationException("A payment without an order.");
        }

        if (luck == 1) throw new InvalidOperationException("The work is done, but the call fails.");
    }
}
