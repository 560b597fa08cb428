using System.Text;
using PaymentStatusSdk.Benchmarks.Micro;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The answers of the canned servers: paid transactions.</summary>
internal static class CannedAnswers
{
    public const string PaymentIntentId = "pi_3MtwBwLkdIwHu7ix28a3tqPa";

    public static CannedAnswer ConvergeGate => new(
        "application/xml; charset=utf-8", Encoding.ASCII.GetString(WireSamples.SimulatedConvergeGateAnswer),
        WireSamples.GatewayReference, "<gatetransid>");

    public static CannedAnswer Ppro => new(
        "application/x-www-form-urlencoded", Encoding.ASCII.GetString(WireSamples.PproAnswer), WireSamples.TxId, "&txid=");

    /// <summary>The answer with the fields of the example in Stripe's API reference.</summary>
    public static CannedAnswer PaymentIntent => new("application/json", """
        {
          "id": "pi_3MtwBwLkdIwHu7ix28a3tqPa",
          "object": "payment_intent",
          "amount": 2000,
          "amount_capturable": 0,
          "amount_details": { "tip": {} },
          "amount_received": 2000,
          "application": null,
          "application_fee_amount": null,
          "automatic_payment_methods": { "enabled": true },
          "canceled_at": null,
          "cancellation_reason": null,
          "capture_method": "automatic",
          "client_secret": "made_up_client_secret",
          "confirmation_method": "automatic",
          "created": 1680800504,
          "currency": "usd",
          "customer": null,
          "description": null,
          "last_payment_error": null,
          "latest_charge": null,
          "livemode": false,
          "metadata": {},
          "next_action": null,
          "on_behalf_of": null,
          "payment_method": null,
          "payment_method_options": {
            "card": { "installments": null, "mandate_options": null, "network": null, "request_three_d_secure": "automatic" },
            "link": { "persistent_token": null }
          },
          "payment_method_types": [ "card", "link" ],
          "processing": null,
          "receipt_email": null,
          "review": null,
          "setup_future_usage": null,
          "shipping": null,
          "source": null,
          "statement_descriptor": null,
          "statement_descriptor_suffix": null,
          "status": "succeeded",
          "transfer_data": null,
          "transfer_group": null
        }
        """);
}
