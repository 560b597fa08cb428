using Microsoft.Extensions.Http.Resilience;
using Refit;
using RestSharp;
using Stripe;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>The packages that are compared with.</summary>
internal static class PeerPackages
{
    public static string[] All =>
    [
        Machine.PackageOf(typeof(HttpStandardResilienceOptions)), Machine.PackageOf(typeof(IApiResponse)),
        Machine.PackageOf(typeof(RestClient)), Machine.PackageOf(typeof(StripeClient)),
    ];
}
