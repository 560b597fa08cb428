using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Desjardins;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests.Desjardins;

public sealed partial class DesjardinsFixture : GatewayFixture
{
    private readonly Canary _key = Canary.Create("MerchantKey", "&<%+>\"");
    private readonly Canary _otherKey = Canary.Create("OtherMerchantKeys", "&<%+>\"");
    private readonly Canary _holder = Canary.Create("card_holder_name", "&<%+>\"");
    private readonly Canary _receipt = Canary.Create("receipt", "&<%+>\"");
    private DesjardinsSimulator? _gateway;
    private WebApplication? _merchant;

    public override string Provider => "desjardins";

    public override Type OptionsType => typeof(DesjardinsOptions);

    // Design, the way of a query: attempt 3 min, total 5 min, 2 retries until the request is written.
    public override QueryPolicy Policy { get; } = new(
        AttemptTimeout: TimeSpan.FromMinutes(3),
        TotalTimeout: TimeSpan.FromMinutes(5),
        Retries: 2,
        Delays: [(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)), (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4))],
        MinDelay: TimeSpan.Zero,
        RepeatsTimeouts: true);

    // Each of login and request has its own time; the attempt's is for all steps together.
    public override TimeSpan RequestTimeout => TimeSpan.FromSeconds(30);

    public override int RequestsPerExchange => 2;

    // Documented: one at a time, up to ten transactions together.
    public override int MaxConcurrentExchanges => 1;

    public override bool SharesExchanges => true;

    public override bool ReturnsOnlyQueriedTransactions => true;

    public override FaultPlan FirstFaults => _gateway!.LoginFaults;

    public override FaultPlan SealedExchangeFaults => _gateway!.StatusFaults;

    public override IReadOnlyList<StatusCase> DocumentedValues => DesjardinsTable.DocumentedValues;

    public override IReadOnlyList<StatusCase> NewValues => DesjardinsTable.NewValues;

    public override IReadOnlyList<FaultCase> Faults => DesjardinsFaults.All;

    public override IReadOnlyList<FaultCase> NotUnderstood => DesjardinsNotUnderstood.All;

    public override IReadOnlyDictionary<SimulatedFaultKind, string> ExcludedFaults => DesjardinsFaults.Excluded;

    public override StatusCase Paid => DesjardinsTable.StateValue("yes, purchase");

    public override StatusCase Failed => DesjardinsTable.StateValue("no, ISO code 05");

    public override StatusCase Waiting => DesjardinsTable.StateValue("no, pending by option");

    // The gateway has no reference of its own: only the merchant reference exists.
    public override string GatewayReference => MerchantReference;

    public override string MerchantReference => "ORDER1001";

    public override Money? Amount => new(10.00m, "CAD");

    public override TransactionQuery Query => Purchase(MerchantReference);

    public override (string? GatewayReference, string? MerchantReference) Ids => (null, MerchantReference);

    public override IReadOnlyList<Canary> Secrets => [_key, _otherKey, _holder, _receipt, Card];

    public override IReadOnlyList<FailureScenario> Scenarios =>
    [
        // WX03, as for anything that is badly formed.
        new("wrong credentials", TransactionStatusErrorKind.Rejected, fixture => fixture.HasWrongCredentials = true),
    ];

    public override IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Wire)> Echoes =>
    [
        .. new[] { "approved", "condition_code", "iso_code", "receipt_text", "authorization_no", "process_info", "currency" }.Select(name =>
            ($"{_key.Name} as {name}", Sensitive((name, $"No: {_key.Value}!")))),
        .. new[] { "approved", "condition_code", "iso_code", "receipt_text", "authorization_no", "process_info", "currency" }.Select(name =>
            ($"{Card.Name} as {name}", Sensitive((name, $"No: {Card.Value} 12/27")))),
        .. new[] { "approved", "receipt_text" }.Select(name => ($"{_otherKey.Name} as {name}", Sensitive((name, _otherKey.Value)))),
        ("all in their own fields", Sensitive()),
    ];

    // The keys of sessions, and the tokens in addresses.
    public override IEnumerable<string> DerivedSecrets() => Simulator.Received.SelectMany(request =>
        SessionKey().Matches(request.Text).Concat(Token().Matches(request.Text)).Select(match => match.Groups[1].Value));

    public override void Put(string gatewayReference, string? merchantReference, IReadOnlyDictionary<string, string> wire) =>
        _gateway!.Put(new SimulatedDipsTransaction
        {
            Id = gatewayReference,
            Approved = wire["approved"],
            ConditionCode = wire["condition_code"],
            IsoCode = wire["iso_code"],
            Currency = wire.GetValueOrDefault("currency", "CAD"),
            ReceiptText = wire.GetValueOrDefault("receipt_text", "APPROUVEE - MERCI"),
            AuthorizationNo = wire.GetValueOrDefault("authorization_no", "012345"),
            ProcessInfo = wire.GetValueOrDefault("process_info", "T@1"),
            CardHolderName = wire.GetValueOrDefault("card_holder_name", "SIMULATED HOLDER"),
            Receipt = wire.GetValueOrDefault("receipt", "1SIMULATED RECEIPT"),
        });

    public override string GatewayReferenceOf(int number) => $"order{number:D6}";

    public override TransactionQuery QueryOf(int number) => Purchase(GatewayReferenceOf(number));

    public override (string? GatewayReference, string? MerchantReference) IdsOf(int number) => (null, GatewayReferenceOf(number));

    public override FaultPlan PlanOf(FaultCase fault) => fault.Step switch
    {
        1 => _gateway!.LoginFaults,
        3 => _gateway!.StatusFaults,
        _ => _gateway!.CallbackFaults,
    };

    public override async Task<TransactionStatusResult> AttendAsync(
        FaultCase? fault, Func<Task<TransactionStatusResult>> query, CancellationToken cancellationToken)
    {
        // An unknown reference is missing in step 4; another step 4 could contain it.
        if ((fault is null ? TimeSpan.FromSeconds(2) : fault.Wait) is not { } wait) return await query();
        var (exchanges, callbacks) = (_gateway!.Exchanges, _gateway.Callbacks);
        var pending = query();
        if (fault?.Fault.Kind != SimulatedFaultKind.NoCallback) await _gateway.WaitForStep4Async(callbacks + 1, cancellationToken);
        // Until then, another timer could have this length; and a truncated reply would never become a step 4.
        await _gateway.WaitForExchangesAsync(exchanges + 1, cancellationToken);
        await YieldWhileAsync(() => Wire.Flying > 0, cancellationToken);
        await Clock.AdvanceWhenScheduledAsync(wait, cancellationToken);
        await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // No query may be sent before the gateway's own timeout.
        if (fault?.Failure is not null) Clock.Advance(TimeSpan.FromSeconds(30));
        await YieldWhileAsync(() => _gateway.HasOpenExchange, cancellationToken);
        return await pending;
    }

    public override void InvalidateSecrets(GatewayOptions options)
    {
        var own = (DesjardinsOptions)options;
        own.MerchantKey = _key.Value + '\u0001';
        own.OtherMerchantKeys = [_otherKey.Value + '\u0001'];
        own.MerchantId = _key.Value + new string('1', 64);
        own.TransactionElement = _holder.Value;
    }

    protected override async Task<GatewaySimulator> StartSimulatorAsync(CancellationToken cancellationToken)
    {
        _gateway = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { TimeProvider = Clock, MerchantKey = _key.Value }, cancellationToken);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 256 * 1024)
            .UseUrls("http://127.0.0.1:0");
        _merchant = builder.Build();
        _merchant.Run(ReceiveStep4Async);
        await _merchant.StartAsync(cancellationToken);
        return _gateway;
    }

    protected override GatewayBuilder Register(PaymentStatusBuilder builder, Action<GatewayOptions> tune) =>
        builder.AddDesjardins(Name, options =>
        {
            options.Endpoint = _gateway!.Endpoint;
            options.PublicCallbackBaseUrl = new Uri(_merchant!.Urls.First());
            options.MerchantId = _gateway.MerchantId;
            options.MerchantKey = HasWrongCredentials ? _key.Value + "x" : _key.Value;
            options.OtherMerchantKeys = [_otherKey.Value];
            options.ConditionCodes[DesjardinsTable.PendingCode] = PaymentState.Pending;
            tune(options);
            // Parts that set a short time for an attempt mean all of its steps.
            if (options.AttemptTimeout == TimeSpan.FromSeconds(10))
                options.StepTimeout = options.CallbackTimeout = options.AttemptTimeout / 2;
        });

    protected override GatewayOptions OptionsOf(IServiceProvider services) =>
        services.GetRequiredKeyedService<IGatewayOptionsSource<DesjardinsOptions>>(Name).Current;

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_merchant is not null) await _merchant.DisposeAsync();
    }

    private static async Task YieldWhileAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (condition())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static TransactionQuery Purchase(string id) =>
        TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Purchase };

    private async Task ReceiveStep4Async(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var parts = context.Request.Path.Value!.Split('/', 4);
        var handler = Services.GetRequiredKeyedService<IGatewayCallbackHandler>(parts[2]);
        var callback = new GatewayCallback(
            body.ToArray(), context.Request.ContentType, parts[3], context.Request.QueryString.Value!.TrimStart('?'));
        var reply = await handler.HandleAsync(callback, context.RequestAborted);
        (context.Response.StatusCode, context.Response.ContentType) = (reply.StatusCode, reply.ContentType);
        await context.Response.BodyWriter.WriteAsync(reply.Body, context.RequestAborted);
    }

    private Dictionary<string, string> Sensitive(params (string Name, string StateValue)[] fields)
    {
        var all = Fields(("approved", "yes"), ("condition_code", "1"), ("iso_code", "00"));
        foreach (var (name, value) in fields) all[name] = value;
        all["card_holder_name"] = _holder.Value;
        all["receipt"] = _receipt.Value;
        return all;
    }

    [GeneratedRegex("<transaction id=\"[^\"]*\" key=\"([0-9a-f]{32})\"")]
    private static partial Regex SessionKey();

    [GeneratedRegex("<path>http://[^<]*/payment-status/[^/<]*/([^/<]+)</path>")]
    private static partial Regex Token();
}
