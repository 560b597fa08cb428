using System.Text.Json.Nodes;

namespace PaymentStatusSdk.Cli.Trigger;

/// <summary>The new state of a simulated transaction, in the gateway's own values.</summary>
internal sealed record TriggerMove(string State, string? FundsStatus = null, string? FailReason = null)
{
    /// <summary>Returns the body of the request that moves a transaction.</summary>
    public JsonObject ToBody(bool force)
    {
        var body = new JsonObject { ["state"] = State };
        if (FundsStatus is not null) body["fundsStatus"] = FundsStatus;
        if (FailReason is not null) body["failReason"] = FailReason;
        if (force) body["force"] = true;
        return body;
    }
}
