using System.Net;
using PaymentStatusSdk.Adapters;
using static System.FormattableString;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Runs command 709: one POST, one transaction.</summary>
internal sealed class ConvergeGateAdapter(
    IGatewayOptionsSource<ConvergeGateOptions> options, GatewayTransport transport, bool notify = false) : IGatewayAdapter
{
    private ConvergeGateRequest? _request;

    public string Provider => ConvergeGateDefaults.Provider;

    public GatewayCapabilities Capabilities => new()
    {
        AsksByGatewayId = true,
        AsksByMerchantId = true,
        FollowUp = ConvergeGateDefaults.FollowUp,
        ReportsAmount = true,
        ReportsRefunds = true,
        ReportsChargebacks = true,
    };

    public TransactionKind DefaultKind => options.Current.DefaultKind;

    public void CheckQuery(TransactionQuery query)
    {
        QueryChecks.RequireId(query.GatewayId, nameof(query.GatewayId), ConvergeGateDefaults.MaxIdLength);
        QueryChecks.RequireId(query.MerchantId, nameof(query.MerchantId), ConvergeGateDefaults.MaxIdLength);
        if (!ConvergeGateXmlText.CanCarry(query.GatewayId ?? query.MerchantId))
            throw new ArgumentException("The id of the query contains a character that XML cannot carry.", nameof(query));
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var request = CurrentRequest();
        var seat = exchange.Depart()[0];
        var body = request.Encode(seat.Query, notify);
        using var response = await transport
            .PostAsync(request.Options.Endpoint!, body, request.ContentType, cancellationToken)
            .ConfigureAwait(false);
        response.ThrowIfNotSuccess();
        if (response.StatusCode != HttpStatusCode.OK)
            throw WireFaults.Invalid(Invariant($"The gateway answered with HTTP {(int)response.StatusCode}; answers come with 200."));
        seat.Answer(ConvergeGateResponse.Read(response.Body, response.Charset, request, seat.Query));
    }

    public GatewayReading Interpret(GatewayReading reading, TransactionQuery query) =>
        ConvergeGateStatusMap.CheckKind(reading, query.Kind == TransactionKind.Unknown ? DefaultKind : query.Kind);

    private ConvergeGateRequest CurrentRequest()
    {
        var current = options.Current;
        var request = _request;
        return request?.Options == current ? request : _request = new ConvergeGateRequest(current);
    }
}
