using Refit;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>Command 709 as a Refit interface.</summary>
internal interface ICardStatusApi
{
    [Post("/")]
    Task<string> QueryAsync([Body] HttpContent request);
}
