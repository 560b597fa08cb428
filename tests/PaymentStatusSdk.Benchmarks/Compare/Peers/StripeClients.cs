using System.Net.Http.Headers;
using Stripe;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>
/// Stripe.net retrieves a payment intent, and a bare HttpClient gets the same bytes: how much a payment provider's own SDK costs.
/// </summary>
internal static class StripeClients
{
    private const string Gateway = "stripe";
    private const string Key = "sk_test_made_up";

    public static StatusCaller Bare(HttpClient http, Uri endpoint)
    {
        var address = new Uri(endpoint, $"v1/payment_intents/{CannedAnswers.PaymentIntentId}");
        return new StatusCaller(Gateway, "bare", async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            using var response = await http.SendAsync(request);
            return (await response.Content.ReadAsByteArrayAsync()).Length > 0;
        });
    }

    public static StatusCaller Sdk(Uri endpoint)
    {
        var options = new StripeClientOptions { ApiKey = Key, ApiBase = endpoint.GetLeftPart(UriPartial.Authority) };
        var client = new StripeClient(options);
        return new StatusCaller(Gateway, "stripe.net", async _ =>
            (await client.V1.PaymentIntents.GetAsync(CannedAnswers.PaymentIntentId)).Status == "succeeded");
    }
}
