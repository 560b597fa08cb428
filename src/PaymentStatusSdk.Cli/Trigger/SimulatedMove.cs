using System.Text.Json.Nodes;

namespace PaymentStatusSdk.Cli.Trigger;

/// <summary>Finds or begins a simulated transaction, moves it, and waits for its notification.</summary>
internal sealed class SimulatedMove(TriggerGateway gateway, SimulatorClient client, TimeProvider clock)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public async Task<TriggerData> RunAsync(
        string reference, TriggerMove move, bool force, Uri? notifyUrl, CancellationToken cancellationToken)
    {
        if (notifyUrl is not null)
            await client.PutAsync("/notification-url", new JsonObject { ["url"] = notifyUrl.ToString() }, cancellationToken);
        var all = (await client.GetAsync("/transactions", cancellationToken)).AsArray();
        var before = Find(all, reference);
        if (before is null) await BeginAsync(reference, cancellationToken);
        var id = before is null ? reference : Text(before, gateway.Reference)!;
        var delivered = await CountDeliveriesAsync(id, cancellationToken);
        var after = await client.PostAsync($"/transactions/{Uri.EscapeDataString(id)}/state", move.ToBody(force), cancellationToken);
        var (outcome, status) = await WaitForNotificationAsync(id, delivered, cancellationToken);
        return new TriggerData
        {
            Gateway = gateway.Name,
            GatewayReference = id,
            MerchantReference = (gateway.MerchantReference is { } member ? Text(after, member) : null) ?? id,
            Created = before is null,
            From = before is null ? null : StateOf(before),
            To = StateOf(after),
            Notification = outcome,
            NotificationStatus = status,
        };
    }

    private JsonNode? Find(JsonArray transactions, string reference) =>
        transactions.FirstOrDefault(one => Text(one, gateway.Reference) == reference)
        ?? transactions.FirstOrDefault(one => gateway.MerchantReference is { } member && Text(one, member) == reference);

    private async Task BeginAsync(string reference, CancellationToken cancellationToken)
    {
        var body = gateway.MerchantReference is { } member
            ? new JsonObject { [member] = reference, [gateway.State] = "PENDING" }
            : new JsonObject { ["outcome"] = "Pending" };
        await client.PutAsync($"/transactions/{Uri.EscapeDataString(reference)}", body, cancellationToken);
    }

    private string StateOf(JsonNode transaction)
    {
        if (transaction["isPending"]?.GetValue<bool>() == true) return "pending";
        var state = Text(transaction, gateway.State) ?? "-";
        return Text(transaction, "fundsStatus") is { } funds ? $"{state} {funds}" : state;
    }

    private async Task<int> CountDeliveriesAsync(string id, CancellationToken cancellationToken) =>
        (await DeliveriesAsync(id, cancellationToken)).Length;

    private async Task<JsonNode[]> DeliveriesAsync(string id, CancellationToken cancellationToken) =>
    [
        .. (await client.GetAsync("/deliveries", cancellationToken)).AsArray().OfType<JsonNode>()
            .Where(one => Text(one, "transactionId") == id),
    ];

    private async Task<(NotificationOutcome Outcome, int? Status)> WaitForNotificationAsync(
        string id, int delivered, CancellationToken cancellationToken)
    {
        if (!gateway.Notifies) return (NotificationOutcome.NotSent, null);
        if ((await client.GetAsync("", cancellationToken))["notificationUrl"] is null) return (NotificationOutcome.NoAddress, null);
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < LongestWait)
        {
            var deliveries = await DeliveriesAsync(id, cancellationToken);
            if (deliveries.Length > delivered)
            {
                var last = deliveries[^1];
                var isAccepted = last["accepted"]!.GetValue<bool>();
                return (isAccepted ? NotificationOutcome.Accepted : NotificationOutcome.Rejected, last["statusCode"]?.GetValue<int>());
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }

        return (NotificationOutcome.NotSent, null);
    }

    private static string? Text(JsonNode? node, string member) => node?[member]?.GetValue<string>();
}
