using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Both simulated gateways, their transactions, and the settings that lead to them.</summary>
internal sealed class SimulatedGateways : IAsyncDisposable
{
    /// <summary>A transaction that becomes final after a few queries.</summary>
    public const string PendingPproTxId = "200000099";

    private readonly ConvergeGateSimulator _cards;
    private readonly PproSimulator _ppro;
    private readonly SimulatorCertificates _certificates;

    private SimulatedGateways(ConvergeGateSimulator cards, PproSimulator ppro, SimulatorCertificates certificates)
    {
        _cards = cards;
        _ppro = ppro;
        _certificates = certificates;
    }

    /// <summary>What stands in a merchant's appsettings.json, secret store or environment.</summary>
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
        var gateways = new SimulatedGateways(cards, ppro, certificates);
        foreach (var question in Questions.All) question.PutInto(cards, ppro);
        ppro.Put(new SimulatedPproTransaction { TxId = PendingPproTxId, Status = "PENDING" }
            .ThenAfterQueries(3, "SUCCEEDED", fundsStatus: "RECEIVED"));
        return gateways;
    }

    public async ValueTask DisposeAsync()
    {
        await _cards.DisposeAsync();
        await _ppro.DisposeAsync();
        _certificates.Dispose();
    }
}
