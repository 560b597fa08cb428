using System.Net.NetworkInformation;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>The simulated gateways, their transactions, and the settings to reach them.</summary>
internal sealed class SimulatedGateways : IAsyncDisposable
{
    /// <summary>A transaction that becomes final after a few queries.</summary>
    public const string PendingPproTxId = "200000099";

    private readonly ConvergeGateSimulator _cards;
    private readonly PproSimulator _ppro;
    private readonly SimulatorCertificates _certificates;

    private SimulatedGateways(
        ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins, SimulatorCertificates certificates)
    {
        _cards = cards;
        _ppro = ppro;
        Desjardins = desjardins;
        _certificates = certificates;
    }

    /// <summary>The Desjardins simulator, which counts its sessions.</summary>
    public DesjardinsSimulator Desjardins { get; }

    /// <summary>The address at which this program receives the callbacks of Desjardins.</summary>
    public string CallbackHost { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The settings that a merchant has in appsettings.json, a secret store or the environment.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["PaymentStatus:Cards:Endpoint"] = _cards.Endpoint.ToString(),
        ["PaymentStatus:Cards:ApiUser"] = _cards.ApiUser,
        ["PaymentStatus:Cards:ApiPassword"] = _cards.ApiPassword,
        ["PaymentStatus:Cards:ApiKey"] = _cards.ApiKey,
        ["PaymentStatus:Ppro:Endpoint"] = _ppro.Endpoint.ToString(),
        ["PaymentStatus:Ppro:Login"] = _ppro.Login,
        ["PaymentStatus:Ppro:Password"] = _ppro.Password,
        ["PaymentStatus:Ppro:ContractId"] = _ppro.ContractId,
        ["PaymentStatus:Ppro:ClientCertificatePem"] = _certificates.ClientCertificatePem,
        ["PaymentStatus:Ppro:ClientCertificateKeyPem"] = _certificates.ClientKeyPem,
        ["PaymentStatus:Ppro:TrustedRootPem"] = _certificates.AuthorityPem,
        ["PaymentStatus:Desjardins:Endpoint"] = Desjardins.Endpoint.ToString(),
        ["PaymentStatus:Desjardins:MerchantId"] = Desjardins.MerchantId,
        ["PaymentStatus:Desjardins:MerchantKey"] = Desjardins.MerchantKey,
        ["PaymentStatus:Desjardins:PublicCallbackBaseUrl"] = CallbackHost,
    };

    public static async Task<SimulatedGateways> StartAsync()
    {
        var certificates = SimulatorCertificates.Create();
        var cards = await ConvergeGateSimulator.StartAsync();
        var ppro = await PproSimulator.StartAsync(new PproSimulatorOptions
        {
            Certificates = certificates,
            ClientCertificate = PproCertificateCheck.Handshake,
        });
        var desjardins = await DesjardinsSimulator.StartAsync();
        var gateways = new SimulatedGateways(cards, ppro, desjardins, certificates);
        foreach (var sample in SampleQueries.All) sample.Put?.Invoke(gateways._cards, gateways._ppro, desjardins);
        BatchScreen.PutInto(desjardins);
        ppro.Put(new SimulatedPproTransaction { TxId = PendingPproTxId, Status = "PENDING" }
            .ThenAfterQueries(3, "SUCCEEDED", fundsStatus: "RECEIVED"));
        return gateways;
    }

    public async ValueTask DisposeAsync()
    {
        await _cards.DisposeAsync();
        await _ppro.DisposeAsync();
        await Desjardins.DisposeAsync();
        _certificates.Dispose();
    }

    // Below the ephemeral port range: the system might assign an ephemeral port to a connection before this program uses it.
    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (!taken.Contains(port)) return port;
        }
    }
}
