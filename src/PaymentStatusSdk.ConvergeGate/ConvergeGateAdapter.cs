using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Runs command 709: one POST for one transaction.</summary>
internal sealed class ConvergeGateAdapter(
    IGatewayOptionsSource<ConvergeGateOptions> options, GatewayTransport transport, bool resendNotification = false) : IGatewayAdapter
{
    private readonly OptionsCache<ConvergeGateOptions, ConvergeGateRequest> _request =
        new(options, static current => new ConvergeGateRequest(current));

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
        QueryChecks.RequireReference(query.GatewayReference, nameof(query.GatewayReference), ConvergeGateDefaults.MaxReferenceLength);
        QueryChecks.RequireReference(query.MerchantReference, nameof(query.MerchantReference), ConvergeGateDefaults.MaxReferenceLength);
        if (!ConvergeGateXmlText.CanCarry(query.GatewayReference ?? query.MerchantReference))
            throw new ArgumentException("The reference in the query contains a character that XML does not allow.", nameof(query));
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var request = _request.Current;
        var pendingQuery = exchange.Seal()[0];
        var body = request.Encode(pendingQuery.Query, resendNotification);
        using var response = await transport
            .PostAsync(request.Options.Endpoint!, body, request.ContentType, cancellationToken)
            .ConfigureAwait(false);
        response.ThrowIfNotOk();
        pendingQuery.Complete(ConvergeGateResponse.Read(response.Body, response.Charset, request, pendingQuery.Query));
    }

    public ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) =>
        ConvergeGateStatusMap.CheckKind(parsed, query.Kind == TransactionKind.Unknown ? DefaultKind : query.Kind);
}
