using System.Text.Json.Nodes;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Tests.Queries;

/// <summary>Three simulated gateways, and the folder of a host that is configured for them. Its secrets are canaries.</summary>
internal sealed class SimulatedMerchant : IAsyncDisposable
{
    public const string Canary = "canary-secret-";

    private SimulatedMerchant(ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins)
    {
        (Cards, Ppro, Desjardins) = (cards, ppro, desjardins);
        Settings = new JsonObject
        {
            ["PaymentStatus"] = new JsonObject
            {
                [nameof(Cards)] = new JsonObject
                {
                    ["Endpoint"] = cards.Endpoint.ToString(),
                    ["ApiUser"] = cards.ApiUser,
                    ["ApiPassword"] = cards.ApiPassword,
                    ["ApiKey"] = cards.ApiKey,
                },
                [nameof(Ppro)] = new JsonObject
                {
                    ["Endpoint"] = ppro.Endpoint.ToString(),
                    ["Login"] = ppro.Login,
                    ["Password"] = ppro.Password,
                    ["ContractId"] = ppro.ContractId,
                },
                [nameof(Desjardins)] = new JsonObject
                {
                    ["Endpoint"] = desjardins.Endpoint.ToString(),
                    ["MerchantId"] = desjardins.MerchantId,
                    ["MerchantKey"] = desjardins.MerchantKey,
                    ["PublicCallbackBaseUrl"] = "http://localhost:5000",
                },
            },
        };
        Folder.Write(Settings);
    }

    public ConvergeGateSimulator Cards { get; }

    public PproSimulator Ppro { get; }

    public DesjardinsSimulator Desjardins { get; }

    public JsonObject Settings { get; }

    public MerchantFolder Folder { get; } = new();

    public static async Task<SimulatedMerchant> StartAsync(CancellationToken cancellationToken) => new(
        await ConvergeGateSimulator.StartAsync(
            new ConvergeGateSimulatorOptions { ApiPassword = Canary + "password", ApiKey = Canary + "key" }, cancellationToken),
        await PproSimulator.StartAsync(new PproSimulatorOptions { Password = Canary + "ppro" }, cancellationToken),
        await DesjardinsSimulator.StartAsync(cancellationToken: cancellationToken));

    /// <summary>Changes the configuration.</summary>
    public void Set(string section, string key, JsonNode? value)
    {
        if (Settings["PaymentStatus"]![section] is null) Settings["PaymentStatus"]![section] = new JsonObject();
        Settings["PaymentStatus"]![section]![key] = value;
        Folder.Write(Settings);
    }

    public void PutCard(string reference, string state, string? message = null) => Cards.Put(new SimulatedConvergeGateTransaction
    {
        GateTransId = $"gate-{reference}",
        MerchantTransId = reference,
        State = state,
        Amount = "125.45",
        ErrorCode = state is "DECLINED" or "ERROR" ? "201" : "000",
        ErrorMessage = message,
    });

    public Task<CliRun> RunAsync(params string[] args) => CliRun.In(Folder.Path, args);

    public async ValueTask DisposeAsync()
    {
        await Desjardins.DisposeAsync();
        await Ppro.DisposeAsync();
        await Cards.DisposeAsync();
        Folder.Dispose();
    }
}
