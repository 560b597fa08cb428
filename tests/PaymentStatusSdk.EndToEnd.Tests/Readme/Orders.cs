using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class Orders([FromKeyedServices("cards")] ITransactionStatusClient cards)
{
    public async Task<bool> IsPaidAsync(string orderId, Money amount, CancellationToken cancellationToken)
    {
        var query = TransactionQuery.ByMerchantReference(orderId) with { ExpectedAmount = amount };
        return (await cards.GetStatusAsync(query, cancellationToken)).Verdict == PaymentVerdict.Success;
    }
}

// end
