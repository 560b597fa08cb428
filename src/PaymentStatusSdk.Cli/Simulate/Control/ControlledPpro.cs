using System.Text.Json;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Simulate.Control;

internal sealed class ControlledPpro(PproSimulator ppro) : ControlledGateway(ppro)
{
    public override ControlReply Put(string id, ReadOnlySpan<byte> json)
    {
        var body = JsonSerializer.Deserialize(json, ControlJson.Default.PproTransactionBody);
        if (string.IsNullOrEmpty(body?.Status)) throw new ArgumentException("status is required, such as {\"status\": \"PENDING\"}.");
        var defaults = new SimulatedPproTransaction { TxId = id, Status = body.Status };
        ppro.Put(defaults with
        {
            MerchantTxId = body.MerchantTxId,
            FailReason = body.FailReason,
            FundsStatus = body.FundsStatus ?? defaults.FundsStatus,
            RedirectUrl = body.RedirectUrl,
            Channel = body.Channel ?? defaults.Channel,
            Tag = body.Tag ?? defaults.Tag,
            ErrMsg = body.ErrMsg ?? defaults.ErrMsg,
            Steps = body.Steps ?? [],
        });
        return Show(id);
    }

    public override ControlReply Move(string id, StateBody body)
    {
        ppro.Move(id, body.State!, body.FundsStatus, body.FailReason, body.Force);
        return Show(id);
    }

    public override ControlReply Show(string? id)
    {
        if (id is null) return ControlReply.Ok([.. ppro.Transactions], ControlJson.Default.SimulatedPproTransactionArray);
        var found = ppro.Find(id) ?? throw new KeyNotFoundException($"There is no transaction '{id}'.");
        return ControlReply.Ok(found, ControlJson.Default.SimulatedPproTransaction);
    }

    public override bool Remove(string id) => ppro.Remove(id);

    public override IEnumerable<string> Examples(Uri control) =>
    [
        $$"""curl -X PUT {{control}}/ppro/transactions/2001 -d '{"merchantTxId":"sale1","status":"PENDING","fundsStatus":"WAITING"}'""",
        $$"""curl -X POST {{control}}/ppro/transactions/2001/state -d '{"state":"SUCCEEDED","fundsStatus":"RECEIVED"}'""",
        $$"""curl -X POST {{control}}/ppro/faults -d '{"kind":"Status","number":503,"count":3}'""",
        $"curl {control}/ppro/received",
    ];

    protected override Dictionary<string, string> Credentials() => new()
    {
        ["login"] = ppro.Login,
        ["password"] = ppro.Password,
        ["contractid"] = ppro.ContractId,
        ["notificationSecret"] = ppro.NotificationSecret,
    };

    protected override IEnumerable<string> Lines() => ppro.Transactions.Select(t => t.ToString());
}
