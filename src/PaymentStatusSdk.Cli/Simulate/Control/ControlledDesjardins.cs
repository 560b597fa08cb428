using System.Text.Json;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Cli.Simulate.Control;

internal sealed class ControlledDesjardins(DesjardinsSimulator gateway) : ControlledGateway(gateway)
{
    public override ControlReply Put(string id, ReadOnlySpan<byte> json)
    {
        var body = JsonSerializer.Deserialize(json, ControlJson.Default.DipsTransactionBody);
        if (body?.Outcome is not { } outcome)
            throw new ArgumentException($"outcome is required, such as {{\"outcome\": \"Approved\"}}. It must be one of {OutcomeNames()}.");
        gateway.Put(SimulatedDipsTransaction.Of(id, outcome, body.Amount) with
        {
            SubmittedAt = body.SubmittedAt,
            ErrorCode = body.ErrorCode,
            Steps = body.Steps ?? [],
        });
        return Show(id);
    }

    public override ControlReply Move(string id, StateBody body)
    {
        if (!Enum.TryParse<DipsOutcome>(body.State, ignoreCase: true, out var outcome))
            throw new ArgumentException($"state must be one of {OutcomeNames()}.");
        gateway.Move(id, outcome, body.Force);
        return Show(id);
    }

    public override ControlReply Show(string? id)
    {
        if (id is null) return ControlReply.Ok([.. gateway.Transactions], ControlJson.Default.SimulatedDipsTransactionArray);
        var found = gateway.Find(id) ?? throw new KeyNotFoundException($"There is no transaction '{id}'.");
        return ControlReply.Ok(found, ControlJson.Default.SimulatedDipsTransaction);
    }

    public override bool Remove(string id) => gateway.Remove(id);

    public override FaultPlan PlanOf(string? step) => step switch
    {
        null => gateway.Faults,
        "login" => gateway.LoginFaults,
        "status" => gateway.StatusFaults,
        "callback" => gateway.CallbackFaults,
        _ => throw new ArgumentException("step must be login (step 1), status (step 3), callback (step 4), or absent (steps 1 and 3)."),
    };

    public override IEnumerable<FaultPlan> Plans => [gateway.Faults, gateway.LoginFaults, gateway.StatusFaults, gateway.CallbackFaults];

    public override IEnumerable<string> Examples(Uri control) =>
    [
        $$"""curl -X PUT {{control}}/desjardins/transactions/ORDER3001 -d '{"outcome":"Pending","amount":12545}'""",
        $$"""curl -X POST {{control}}/desjardins/transactions/ORDER3001/state -d '{"state":"Approved"}'""",
        $$"""curl -X POST {{control}}/desjardins/faults -d '{"kind":"NoCallback","step":"callback"}'""",
        $"curl {control}/desjardins/deliveries",
    ];

    protected override Dictionary<string, string> Credentials() => new()
    {
        ["merchantId"] = gateway.MerchantId,
        ["merchantKey"] = gateway.MerchantKey,
    };

    protected override IEnumerable<string> Lines() => gateway.Transactions.Select(t => t.ToString());

    private static string OutcomeNames() => string.Join(", ", Enum.GetNames<DipsOutcome>());
}
