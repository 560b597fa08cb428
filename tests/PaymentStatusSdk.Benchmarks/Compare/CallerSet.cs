using PaymentStatusSdk.Benchmarks.Compare.Peers;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>All ways to query the gateways, with the bare client of each gateway first.</summary>
internal sealed class CallerSet : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly SdkClients _sdk;
    private readonly FactoryClients _factory;
    private readonly RefitClients _refit;
    private readonly RestSharpClients _restSharp;

    public CallerSet(CannedEndpoints canned)
    {
        var (cards, ppro) = (Set(new ConvergeGateOptions(), canned), Set(new PproOptions(), canned));
        _sdk = new SdkClients(options => Set(options, canned), options => Set(options, canned));
        _factory = new FactoryClients(canned.ConvergeGate, cards, canned.Ppro, ppro);
        _refit = new RefitClients(canned.ConvergeGate, cards, canned.Ppro, ppro);
        _restSharp = new RestSharpClients(canned.ConvergeGate, cards, canned.Ppro, ppro);
        All =
        [
            BareClients.ConvergeGate(_http, canned.ConvergeGate, cards),
            HandwrittenConvergeGate.Create(_http, canned.ConvergeGate, cards),
            _factory.ConvergeGate(),
            _refit.ConvergeGate(),
            _restSharp.ConvergeGate(),
            _sdk.ConvergeGate(),
            BareClients.Ppro(_http, canned.Ppro, ppro),
            HandwrittenPpro.Create(_http, canned.Ppro, ppro),
            _factory.Ppro(),
            _refit.Ppro(),
            _restSharp.Ppro(),
            _sdk.Ppro(),
            StripeClients.Bare(_http, canned.Stripe),
            StripeClients.Sdk(canned.Stripe),
        ];
    }

    public IReadOnlyList<StatusCaller> All { get; }

    public async ValueTask DisposeAsync()
    {
        await _sdk.DisposeAsync();
        await _factory.DisposeAsync();
        await _refit.DisposeAsync();
        _restSharp.Dispose();
        _http.Dispose();
    }

    private static ConvergeGateOptions Set(ConvergeGateOptions options, CannedEndpoints canned)
    {
        options.Endpoint = canned.ConvergeGate;
        options.ApiUser = "simUser01";
        options.ApiPassword = "simPass-9f3a";
        options.ApiKey = "KEY-0000-1111-2222-333344445555";
        return options;
    }

    private static PproOptions Set(PproOptions options, CannedEndpoints canned)
    {
        options.Endpoint = canned.Ppro;
        options.Login = "testclient";
        options.Password = "test123";
        options.ContractId = "TESTCONTRACT";
        return options;
    }
}
