using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests.ConvergeGate;

public sealed partial class ConvergeGateFixture : GatewayFixture
{
    private readonly Canary _password = Canary.Create("ApiPassword", "&<%+>\"é");
    private readonly Canary _key = Canary.Create("ApiKey", "&<%+>\"é");
    private readonly Canary[] _merchantSpecific = [.. Enumerable.Range(1, 5).Select(i => Canary.Create($"merchantspecific{i}", "&<%+>"))];
    private ConvergeGateSimulator? _gateway;

    public override string Provider => "convergegate";

    public override Type OptionsType => typeof(ConvergeGateOptions);

    // Design, the way of a query: attempt 10 s, total 30 s, 2 retries, exponential with jitter.
    public override QueryPolicy Policy { get; } = new(
        AttemptTimeout: TimeSpan.FromSeconds(10),
        TotalTimeout: TimeSpan.FromSeconds(30),
        Retries: 2,
        Delays: [(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)), (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4))],
        MinDelay: TimeSpan.Zero,
        RepeatsTimeouts: true);

    public override IReadOnlyList<StatusCase> DocumentedValues => ConvergeGateTable.DocumentedValues;

    public override IReadOnlyList<StatusCase> NewValues => ConvergeGateTable.NewValues;

    public override IReadOnlyList<FaultCase> Faults => ConvergeGateFaults.All(GatewayReference, MerchantReference);

    public override IReadOnlyList<FaultCase> NotUnderstood => ConvergeGateNotUnderstood.All(GatewayReference, MerchantReference);

    public override IReadOnlyDictionary<SimulatedFaultKind, string> ExcludedFaults => ConvergeGateFaults.Excluded;

    public override StatusCase Paid => ConvergeGateTable.StateValue("CAPTURED");

    public override StatusCase Failed => ConvergeGateTable.StateValue("DECLINED");

    public override StatusCase Waiting => ConvergeGateTable.StateValue("PENDING");

    public override string GatewayReference => "5d3c1f60-8a2b-4c7e-9b10-2f6e7a8c9d01";

    public override string MerchantReference => "ORDER-1001";

    public override Money? Amount => new(10.00m, "EUR");

    public override IReadOnlyList<Canary> Secrets => [_password, _key, .. _merchantSpecific, Card];

    public override IReadOnlyList<FailureScenario> Scenarios =>
    [
        // PROTOCOL.md, refusals: one answer for wrong user, password and checksum: result ERROR.
        new("wrong credentials", TransactionStatusErrorKind.Rejected, fixture => fixture.HasWrongCredentials = true),
    ];

    public override IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Wire)> Echoes =>
    [
        .. Secrets.Select(
            secret => ($"{secret.Name} in errormessage", Sensitive(("state", "DECLINED"), ("errormessage", $"No: {secret.Value}!")))),
        .. Secrets.Select(secret => ($"{secret.Name} as state", Sensitive(("state", secret.Value)))),
        .. Secrets.Select(secret => ($"{secret.Name} as errorcode", Sensitive(("state", "DECLINED"), ("errorcode", secret.Value)))),
        ("all in their own fields", Sensitive(("state", "CAPTURED"))),
    ];

    public override IEnumerable<string> DerivedSecrets() =>
        Simulator.Received.SelectMany(request => Checksum().Matches(request.Text).Select(match => match.Groups[1].Value));

    public override void Put(string gatewayReference, string? merchantReference, IReadOnlyDictionary<string, string> wire) =>
        _gateway!.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = gatewayReference,
            MerchantTransId = merchantReference,
            State = wire["state"],
            ErrorCode = wire.GetValueOrDefault("errorcode", "000"),
            ErrorMessage = wire.GetValueOrDefault("errormessage"),
            MerchantSpecific1 = wire.GetValueOrDefault("merchantspecific1"),
            MerchantSpecific2 = wire.GetValueOrDefault("merchantspecific2"),
            MerchantSpecific3 = wire.GetValueOrDefault("merchantspecific3"),
            MerchantSpecific4 = wire.GetValueOrDefault("merchantspecific4"),
            MerchantSpecific5 = wire.GetValueOrDefault("merchantspecific5"),
        });

    public override string GatewayReferenceOf(int number) => $"00000000-0000-4000-8000-{number:D12}";

    public override void InvalidateSecrets(GatewayOptions options)
    {
        var own = (ConvergeGateOptions)options;
        own.ApiPassword = _password.Value + '\u0001';
        own.ApiKey = " ";
        own.ApiUser = _key.Value + new string('u', 60);
    }

    protected override async Task<GatewaySimulator> StartSimulatorAsync(CancellationToken cancellationToken) =>
        _gateway = await ConvergeGateSimulator.StartAsync(
            new ConvergeGateSimulatorOptions { TimeProvider = Clock, ApiPassword = _password.Value, ApiKey = _key.Value },
            cancellationToken);

    protected override GatewayBuilder Register(PaymentStatusBuilder builder, Action<GatewayOptions> tune) =>
        builder.AddConvergeGate(Name, options =>
        {
            options.Endpoint = _gateway!.Endpoint;
            options.ApiUser = _gateway.ApiUser;
            options.ApiPassword = _password.Value;
            options.ApiKey = HasWrongCredentials ? _key.Value + "x" : _key.Value;
            tune(options);
        });

    protected override GatewayOptions OptionsOf(IServiceProvider services) =>
        services.GetRequiredKeyedService<IGatewayOptionsSource<ConvergeGateOptions>>(Name).Current;

    private Dictionary<string, string> Sensitive(params (string Name, string StateValue)[] fields)
    {
        var all = Fields(fields);
        for (var i = 0; i < _merchantSpecific.Length; i++) all[$"merchantspecific{i + 1}"] = _merchantSpecific[i].Value;
        return all;
    }

    [GeneratedRegex("<checksum>([0-9a-fA-F]{40})</checksum>")]
    private static partial Regex Checksum();
}
