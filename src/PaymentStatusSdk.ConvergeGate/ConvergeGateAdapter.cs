using System.Net;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.ConvergeGate.Protocol;
using static System.FormattableString;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Runs command 709: one POST for one transaction.</summary>
internal sealed class ConvergeGateAdapter(
    IGatewayOptionsSource<ConvergeGateOptions> options, GatewayTransport transport, bool notify = false) : IGatewayAdapter
{
    private ConvergeGateRequest? _request;

    public string Provider => ConvergeGateDefaults.Provider;

    public GatewayCapabilities Capabilities => new()
    {
        SupportsGatewayReference = true,
        SupportsMerchantReference = true,
        Tracking = ConvergeGateDefaults.Tracking,
        ReportsAmount = true,
        ReportsRefunds = true,
        ReportsChargebacks = true,
    };

    public TransactionKind DefaultKind => options.Current.DefaultKind;

    public void CheckQuery(TransactionQuery query)
    {
        QueryChecks.RequireId(query.GatewayReference, nameof(query.GatewayReference), ConvergeGateDefaults.MaxIdLength);
        QueryChecks.RequireId(query.MerchantReference, nameof(query.MerchantReference), ConvergeGateDefaults.MaxIdLength);
        if (!ConvergeGateXmlText.CanCarry(query.GatewayReference ?? query.MerchantReference))
            throw new ArgumentException("The reference in the query contains a character that XML does not allow.", nameof(query));
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var request = CurrentRequest();
        var pendingQuery = exchange.Seal()[0];
        var body = request.Encode(pendingQuery.Query, notify);
        using var response = await transport
            .PostAsync(request.Options.Endpoint!, body, request.ContentType, cancellationToken)
            .ConfigureAwait(false);
        response.ThrowIfNotSuccess();
        if (response.StatusCode != HttpStatusCode.OK)
            throw ProtocolErrors.Invalid(Invariant($"The gateway answered with HTTP {(int)response.StatusCode}; an answer has HTTP 200."));
        pendingQuery.Complete(ConvergeGateResponse.Read(response.Body, response.Charset, request, pendingQuery.Query));
    }

    public ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) =>
        ConvergeGateStatusMap.CheckKind(parsed, query.Kind == TransactionKind.Unknown ? DefaultKind : query.Kind);

    private ConvergeGateRequest CurrentRequest()
    {
        var current = options.Current;
        var request = _request;
        return request?.Options == current ? request : _request = new ConvergeGateRequest(current);
    }
}
