using Microsoft.EntityFrameworkCore;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class EfHandler(ShopContext db) : IStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        if (change.Transaction.Verdict != PaymentVerdict.Success) return;
        var order = await db.Orders.SingleAsync(one => one.Id == change.Transaction.MerchantReference, cancellationToken);
        order.IsPaid = true;
        // Saved together with the delivery: exactly once.
    }
}

// end
