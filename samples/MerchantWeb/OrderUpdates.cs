using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Passes the consequence of a payment's change to the order system.</summary>
/// <remarks>A change may be delivered more than once, and the instruction is idempotent. A handler with other side effects must
/// deduplicate by <see cref="StatusChange.Id"/>.</remarks>
internal sealed class OrderUpdates(OrderSystem orders) : IStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        var payment = change.Transaction;
        orders.Instruct(payment.MerchantReference ?? $"Payment {payment.Id}", InstructionFor(payment.Verdict, payment.Finality));
        return Task.CompletedTask;
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
