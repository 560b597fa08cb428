using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Updates the order when its payment changes.</summary>
/// <remarks>The context uses the transaction of the delivery, so each change updates the order exactly once.</remarks>
internal sealed class OrderUpdates(ShopContext shop, OrderSystem orders, ILogger<OrderUpdates> logger) : IStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        if (!orders.IsUp) throw new OrderSystemDownException();
        var payment = change.Transaction;
        // Another application may share the store.
        if (await shop.Orders.FindAsync([payment.MerchantReference], cancellationToken) is not { } order) return;
        order.Instruction = InstructionFor(payment.Verdict, payment.Finality);
        logger.LogInformation("{Order}: {Instruction}", order.Id, order.Instruction);
    }

    private static string InstructionFor(PaymentVerdict verdict, Finality finality) => (verdict, finality) switch
    {
        (PaymentVerdict.Success, Finality.Final) => "ship the goods.",
        (PaymentVerdict.Failure, Finality.Final) => "cancel the order.",
        (PaymentVerdict.Returned, _) => "the money is returned: keep or recall the goods.",
        // Provisional, contested or open: neither paid nor unpaid.
        _ => "wait.",
    };
}
