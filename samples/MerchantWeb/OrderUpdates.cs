using Microsoft.EntityFrameworkCore;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Updates the order when its payment changes. It runs in the workers.</summary>
/// <remarks>
/// The context uses the transaction of the delivery, so each change updates the order exactly once. A change that was parked and is
/// delivered again may be older than what the order has applied, and must not undo it.
/// </remarks>
internal sealed class OrderUpdates(ShopContext shop, ILogger<OrderUpdates> logger) : IStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        if (!await shop.OrderSystems.AsNoTracking().AllAsync(system => system.IsUp, cancellationToken))
            throw new OrderSystemDownException();
        var payment = change.Transaction;
        // Another application may share the store.
        if (await shop.Orders.FindAsync([payment.MerchantReference], cancellationToken) is not { } order) return;
        if (change.Sequence <= order.LastChange) return;
        order.LastChange = change.Sequence;
        order.Instruction = InstructionFor(payment.Verdict, payment.Finality);
        logger.LogInformation("{Order}: {Instruction}", order.Id, order.Instruction);
    }

    private static string InstructionFor(PaymentVerdict verdict, Finality finality) => (verdict, finality) switch
    {
        (PaymentVerdict.Success, Finality.Final) => "Ship the goods",
        (PaymentVerdict.Failure, Finality.Final) => "Cancel the order",
        (PaymentVerdict.Returned, _) => "Money returned: keep or recall the goods",
        // Provisional, contested or open: neither paid nor unpaid.
        _ => Order.Wait,
    };
}
