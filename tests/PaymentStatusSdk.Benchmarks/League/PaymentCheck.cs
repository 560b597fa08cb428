using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Benchmarks.Tracking;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// The query that all contestants send with the client of this SDK, so that the figures differ only by what schedules and stores.
/// </summary>
public sealed class PaymentCheck([FromKeyedServices(Merchant.Client)] ITransactionStatusClient client)
{
    public async Task<bool> IsFinalAsync(int payment)
    {
        var result = await client.GetStatusAsync(LeaguePayment.QueryFor(payment));
        return result.Verdict == PaymentVerdict.Success;
    }
}
