using Refit;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>GETTXSTATUS as a Refit interface.</summary>
internal interface IPproStatusApi
{
    [Post("/")]
    Task<string> QueryAsync([Body(BodySerializationMethod.UrlEncoded)] Dictionary<string, string> fields);
}
