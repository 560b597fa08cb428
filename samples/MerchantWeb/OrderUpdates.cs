using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Tells the order system what a payment's change means for its order.</summary>
/// <remarks>A change may come more than once. What is told here may, too; who adds up or sends mails notes <see cref="StatusChange.Id"/> first.</remarks>
internal sealed class OrderUpdates(OrderSystem orders) : IStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        var payment = change.Transaction;
        orders.Tell(payment.MerchantReference ?? $"Payment {payment.Id}", WhatToDo(payment.Verdict, payment.Finality));
        return Task.CompletedTask;
    }

    private static string WhatToDo(PaymentVerdict verdict, Finality finality) => (verdict, finality) switch
    {
        (PaymentVerdict.Success, Finality.Final) => "ship the goods.",
        (PaymentVerdict.Failure, Finality.Final) => "cancel the order.",
        (PaymentVerdict.Returned, _) => "the money goes back: keep or recall the goods.",
        // Provisional, contested, open: neither paid nor unpaid.
        _ => "wait.",
    };
}
