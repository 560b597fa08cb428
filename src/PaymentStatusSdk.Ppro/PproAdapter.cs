using System.Buffers;
using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Ppro;

/// <summary>Runs a status call: one POST for one transaction.</summary>
internal sealed class PproAdapter(IGatewayOptionsSource<PproOptions> options, GatewayTransport transport) : IGatewayAdapter
{
    private static readonly SearchValues<char> GatewayReferenceCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,_-");

    private readonly OptionsCache<PproOptions, PproRequest> _request = new(options, static current => new PproRequest(current));

    public string Provider => PproDefaults.Provider;

    public GatewayCapabilities Capabilities => new()
    {
        SupportsGatewayReference = true,
        SupportsMerchantReference = true,
        // PPRO delays the answer to a call while another call uses the same transaction.
        OneExchangePerTransaction = true,
        Tracking = PproDefaults.Tracking,
        ReportsFunds = true,
        MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase,
    };

    public TransactionKind DefaultKind => options.Current.DefaultKind;

    public void CheckQuery(TransactionQuery query)
    {
        CheckGatewayReference(query.GatewayReference, nameof(query.GatewayReference));
        CheckMerchantReference(query.MerchantReference, nameof(query.MerchantReference), options.Current.MaxMerchantReferenceLength);
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var request = _request.Current;
        var pendingQuery = exchange.Seal()[0];
        using var response = await transport
            .PostAsync(request.Options.Endpoint!, request.Encode(pendingQuery.Query), PproRequest.ContentType, cancellationToken)
            .ConfigureAwait(false);
        response.ThrowIfNotOk();
        pendingQuery.Complete(PproResponse.Read(response.Body.Span, pendingQuery.Query, request));
    }

    /// <summary>Whether the text can be PPRO's reference of a transaction.</summary>
    public static bool IsGatewayReference(string id) => id.Length is > 0 and <= PproDefaults.MaxGatewayReferenceLength
        && id != PproResponse.NoTransaction && !id.AsSpan().ContainsAnyExcept(GatewayReferenceCharacters);

    private static void CheckGatewayReference(string? id, string name)
    {
        QueryChecks.RequireReference(id, name, PproDefaults.MaxGatewayReferenceLength);
        if (id.AsSpan().ContainsAnyExcept(GatewayReferenceCharacters))
            throw new ArgumentException(
                $"{name} has a character that PPRO's ids do not contain: letters, digits and . , - _ are allowed.", name);
        if (id == PproResponse.NoTransaction)
            throw new ArgumentException($"{name} is 0, which PPRO uses instead of an id when there is no transaction.", name);
    }

    private static void CheckMerchantReference(string? id, string name, int maxLength)
    {
        QueryChecks.RequireReference(id, name, maxLength);
        if (id is not null && !Ascii.IsValid(id))
            throw new ArgumentException($"{name} has a non-ASCII character; PPRO's merchant transaction ids are ASCII.", name);
    }
}
