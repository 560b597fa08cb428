using System.Text.Json;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Cli.Simulate.Control;

internal sealed class ControlledConvergeGate(ConvergeGateSimulator cards) : ControlledGateway(cards)
{
    public override ControlReply Put(string id, ReadOnlySpan<byte> json)
    {
        var body = JsonSerializer.Deserialize(json, ControlJson.Default.ConvergeGateTransactionBody);
        if (string.IsNullOrEmpty(body?.State)) throw new ArgumentException("state is required, such as {\"state\": \"CAPTURED\"}.");
        var defaults = new SimulatedConvergeGateTransaction { GateTransId = id, State = body.State };
        cards.Put(defaults with
        {
            MerchantTransId = body.MerchantTransId,
            Amount = body.Amount ?? defaults.Amount,
            CurCode = body.CurCode ?? defaults.CurCode,
            MerchantSpecific1 = body.MerchantSpecific1,
            MerchantSpecific2 = body.MerchantSpecific2,
            MerchantSpecific3 = body.MerchantSpecific3,
            MerchantSpecific4 = body.MerchantSpecific4,
            MerchantSpecific5 = body.MerchantSpecific5,
            ErrorCode = body.ErrorCode ?? defaults.ErrorCode,
            ErrorMessage = body.ErrorMessage,
            Steps = body.Steps ?? [],
        });
        return Show(id);
    }

    public override ControlReply Move(string id, StateBody body)
    {
        if (body.FundsStatus is not null || body.FailReason is not null)
            throw new ArgumentException("fundsStatus and failReason exist on PPRO only; a card transaction has only a state.");
        cards.Move(id, body.State!, body.Force);
        return Show(id);
    }

    public override ControlReply Show(string? id)
    {
        if (id is null) return ControlReply.Ok([.. cards.Transactions], ControlJson.Default.SimulatedConvergeGateTransactionArray);
        var found = cards.Find(id) ?? throw new KeyNotFoundException($"There is no transaction '{id}'.");
        return ControlReply.Ok(found, ControlJson.Default.SimulatedConvergeGateTransaction);
    }

    public override bool Remove(string id) => cards.Remove(id);

    public override IEnumerable<string> Examples(Uri control) =>
    [
        $$"""curl -X PUT {{control}}/convergegate/transactions/my-1 """
            + """-d '{"merchantTransId":"ORDER-1","amount":"12.00","state":"PENDING"}'""",
        $$"""curl -X POST {{control}}/convergegate/transactions/my-1/state -d '{"state":"CAPTURED"}'""",
        $$"""curl -X POST {{control}}/convergegate/faults -d '{"kind":"TruncatedBody"}'""",
        $"curl {control}/convergegate/received",
    ];

    protected override Dictionary<string, string> Credentials() => new()
    {
        ["apiUser"] = cards.ApiUser,
        ["apiPassword"] = cards.ApiPassword,
        ["apiKey"] = cards.ApiKey,
    };

    protected override IEnumerable<string> Lines() => cards.Transactions.Select(t => t.ToString());
}
