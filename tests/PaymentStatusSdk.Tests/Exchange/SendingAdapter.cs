using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>Sends one request for each exchange and answers nothing.</summary>
internal sealed class SendingAdapter(GatewayTransport transport, HttpContent? content = null, Uri? address = null) : IGatewayAdapter
{
    public string Provider => "kit";

    public GatewayCapabilities Capabilities { get; } = new() { SupportsGatewayReference = true };

    public TransactionKind DefaultKind => TransactionKind.Unknown;

    public void CheckQuery(TransactionQuery query)
    {
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        exchange.Seal();
        var request = new HttpRequestMessage(HttpMethod.Post, address ?? new Uri("https://gateway.example/")) { Content = content };
        using var response = await transport.SendAsync(request, cancellationToken);
    }
}
