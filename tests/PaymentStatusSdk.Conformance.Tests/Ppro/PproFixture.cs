using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Conformance.Tests.Ppro;

public sealed class PproFixture : GatewayFixture
{
    private readonly Canary _password = Canary.Create("Password", "&<%+>\"é");
    private readonly Canary _redirectSecret = Canary.Create("REDIRECTSECRET");
    private readonly Canary _redirectUrl = Canary.Create("REDIRECTURL");
    private PproSimulator? _gateway;

    public PproCertificateCheck CertificateCheck { get; set; }

    public bool HasForeignCertificate { get; set; }

    public bool IsRootTrusted { get; set; } = true;

    public override string Provider => "ppro";

    public override Type OptionsType => typeof(PproOptions);

    // Design, the way of a query: attempt = total = 60 s, no repeat after a timeout, repeats at least 10 s apart.
    public override QueryPolicy Policy { get; } = new(
        AttemptTimeout: TimeSpan.FromSeconds(60),
        TotalTimeout: TimeSpan.FromSeconds(60),
        Retries: 2,
        Delays: [(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)), (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(26))],
        MinDelay: TimeSpan.FromSeconds(10),
        RepeatsTimeouts: false);

    public override IReadOnlyList<StatusCase> DocumentedValues => PproTable.DocumentedValues;

    public override IReadOnlyList<StatusCase> NewValues => PproTable.NewValues;

    public override IReadOnlyList<FaultCase> Faults => PproFaults.All(GatewayReference, MerchantReference);

    public override IReadOnlyList<FaultCase> NotUnderstood => PproNotUnderstood.All(GatewayReference, MerchantReference);

    public override IReadOnlyDictionary<SimulatedFaultKind, string> ExcludedFaults => PproFaults.Excluded;

    public override StatusCase Paid => PproTable.StateValue("SUCCEEDED, RECEIVED");

    public override StatusCase Failed => PproTable.StateValue("FAILED, REMOTE_DECLINE");

    public override StatusCase Waiting => PproTable.StateValue("PENDING");

    public override string GatewayReference => "123887123";

    public override string MerchantReference => "order-1001";

    public override IReadOnlyList<Canary> Secrets =>
    [
        _password, _redirectSecret, _redirectUrl,
        Canary.Of("ClientCertificatePassword", PproSecrets.KeyPassword),
        .. PproSecrets.KeyFragments.Select(fragment => Canary.Of("ClientCertificateKeyPem", fragment)),
        Card,
    ];

    public override IReadOnlyList<FailureScenario> Scenarios =>
    [
        new("wrong credentials", TransactionStatusErrorKind.Authentication, fixture => fixture.HasWrongCredentials = true),
        // This server closes without an alert, like .NET on Linux, so the reason is unknown. With an alert it is Authentication.
        Certificate("foreign certificate, closed without an alert", TransactionStatusErrorKind.Transport, PproCertificateCheck.Handshake),
        Certificate("foreign certificate, AUTH_ERROR", TransactionStatusErrorKind.Authentication, PproCertificateCheck.AuthError),
        Certificate("foreign certificate, HTTP 403", TransactionStatusErrorKind.Authentication, PproCertificateCheck.Forbidden),
        new("root that is not trusted", TransactionStatusErrorKind.Transport, fixture =>
        {
            ((PproFixture)fixture).CertificateCheck = PproCertificateCheck.Handshake;
            ((PproFixture)fixture).IsRootTrusted = false;
        }),
    ];

    public override IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Wire)> Echoes =>
    [
        .. Echoed.Select(secret => ($"{secret.Name} in ERRMSG", Sensitive(("STATUS", "PENDING"), ("ERRMSG", $"No: {secret.Value}!")))),
        .. Known.Select(secret => ($"{secret.Name} as STATUS", Sensitive(("STATUS", secret.Value)))),
        .. Known.Select(secret => ($"{secret.Name} as FAILREASON", Sensitive(("STATUS", "FAILED"), ("FAILREASON", secret.Value)))),
        .. Echoed.Select(secret => ($"{secret.Name} as FUNDSSTATUS", Sensitive(("STATUS", "PENDING"), ("FUNDSSTATUS", secret.Value)))),
        ("another redirect address in ERRMSG", Sensitive(
            ("STATUS", "FAILED"), ("ERRMSG", $"Go to https://r.example/?tx=2&rs={_redirectUrl.Value}&x=y"))),
        ("all in their own fields", Sensitive(("STATUS", "PENDING"))),
    ];

    // The redirect's values occur only beside STATUS=PENDING, so they are recognized only there.
    private IEnumerable<(string Name, string Value)> Known =>
        [(_password.Name, _password.Value), ("ClientCertificatePassword", PproSecrets.KeyPassword), (Card.Name, Card.Value)];

    private string RedirectUrl => $"https://r.example/process?tx=1&rs={_redirectUrl.Value}&cs={_redirectUrl.Value}";

    // The complete address is secret: its parts are unknown.
    private IEnumerable<(string Name, string Value)> Echoed =>
    [
        (_password.Name, _password.Value), (_redirectSecret.Name, _redirectSecret.Value), (_redirectUrl.Name, RedirectUrl),
        ("ClientCertificatePassword", PproSecrets.KeyPassword), (Card.Name, Card.Value),
    ];

    public override void Put(string gatewayReference, string? merchantReference, IReadOnlyDictionary<string, string> wire) =>
        _gateway!.Put(new SimulatedPproTransaction
        {
            TxId = gatewayReference,
            MerchantTxId = merchantReference,
            Status = wire["STATUS"],
            FailReason = wire.GetValueOrDefault("FAILREASON"),
            FundsStatus = wire.GetValueOrDefault("FUNDSSTATUS"),
            ErrMsg = wire.GetValueOrDefault("ERRMSG", ""),
            RedirectUrl = wire.GetValueOrDefault("REDIRECTURL"),
            RedirectSecret = wire.GetValueOrDefault("REDIRECTSECRET", ""),
        });

    public override string GatewayReferenceOf(int number) => $"7{number:D9}";

    public override void InvalidateSecrets(GatewayOptions options)
    {
        var own = (PproOptions)options;
        own.Login = _password.Value;
        own.Password = _password.Value + '\u0001';
        own.ClientCertificatePassword = PproSecrets.KeyPassword + "-wrong";
        own.TrustedRootPem = PproSecrets.EncryptedKeyPem;
    }

    protected override async Task<GatewaySimulator> StartSimulatorAsync(CancellationToken cancellationToken) =>
        _gateway = await PproSimulator.StartAsync(
            new PproSimulatorOptions
            {
                TimeProvider = Clock,
                Password = _password.Value,
                ShuffleFields = false,
                ClientCertificate = CertificateCheck,
                Certificates = CertificateCheck == PproCertificateCheck.None ? null : PproSecrets.Certificates,
            },
            cancellationToken);

    protected override GatewayBuilder Register(PaymentStatusBuilder builder, Action<GatewayOptions> tune) =>
        builder.AddPpro(Name, options =>
        {
            options.Endpoint = _gateway!.Endpoint;
            options.Login = _gateway.Login;
            options.Password = HasWrongCredentials ? _password.Value + "x" : _password.Value;
            options.ContractId = _gateway.ContractId;
            options.ClientCertificatePem = HasForeignCertificate
                ? PproSecrets.ForeignCertificatePem
                : PproSecrets.Certificates.ClientCertificatePem;
            options.ClientCertificateKeyPem = HasForeignCertificate ? PproSecrets.EncryptedForeignKeyPem : PproSecrets.EncryptedKeyPem;
            options.ClientCertificatePassword = PproSecrets.KeyPassword;
            if (IsRootTrusted) options.TrustedRootPem = PproSecrets.Certificates.AuthorityPem;
            tune(options);
        });

    protected override GatewayOptions OptionsOf(IServiceProvider services) =>
        services.GetRequiredKeyedService<IGatewayOptionsSource<PproOptions>>(Name).Current;

    private static FailureScenario Certificate(string name, TransactionStatusErrorKind kind, PproCertificateCheck check) =>
        new(name, kind, fixture =>
        {
            ((PproFixture)fixture).CertificateCheck = check;
            ((PproFixture)fixture).HasForeignCertificate = true;
        });

    private Dictionary<string, string> Sensitive(params (string Name, string StateValue)[] fields)
    {
        var all = Fields(fields);
        all["REDIRECTURL"] = RedirectUrl;
        all["REDIRECTSECRET"] = _redirectSecret.Value;
        return all;
    }
}
