using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Notifications;

namespace PaymentStatusSdk.Cli.Simulate.Control;

/// <summary>The operations of the control API on one gateway.</summary>
internal static class ControlRoutes
{
    public static ControlReply Handle(ControlledGateway gateway, string method, string[] path, ReadOnlySpan<byte> body) =>
        (method, path) switch
        {
            ("GET", []) => ControlReply.Ok(gateway.Describe(), ControlJson.Default.ControlledGatewayInfo),
            ("GET", ["transactions"]) => gateway.Show(null),
            ("GET", ["transactions", var id]) => gateway.Show(Unescape(id)),
            ("PUT", ["transactions", var id]) => gateway.Put(Unescape(id), body),
            ("DELETE", ["transactions", var id]) => Remove(gateway, Unescape(id)),
            ("POST", ["transactions", var id, "state"]) => Move(gateway, Unescape(id), body),
            ("GET", ["received"]) =>
                ControlReply.Ok([.. gateway.Simulator.Received.Select(Show)], ControlJson.Default.ControlledRequestArray),
            ("DELETE", ["received"]) => Forget(gateway),
            ("GET", ["deliveries"]) =>
                ControlReply.Ok([.. gateway.Simulator.Deliveries.Select(Show)], ControlJson.Default.ControlledDeliveryArray),
            ("POST", ["faults"]) => AddFault(gateway, body),
            ("DELETE", ["faults"]) => ClearFaults(gateway),
            ("PUT", ["notification-url"]) => SetNotificationUrl(gateway, body),
            _ => ControlReply.Error(
                404, $"There is no operation {method} {string.Join('/', path)}. Use one of: GET|PUT|DELETE transactions/ID, "
                    + "POST transactions/ID/state, GET|DELETE received, GET deliveries, POST|DELETE faults, PUT notification-url."),
        };

    // The server decodes the path, except for an escaped slash.
    private static string Unescape(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static ControlReply Move(ControlledGateway gateway, string id, ReadOnlySpan<byte> json)
    {
        var body = JsonSerializer.Deserialize(json, ControlJson.Default.StateBody);
        if (string.IsNullOrEmpty(body?.State)) throw new ArgumentException("state is required, such as {\"state\": \"CAPTURED\"}.");
        return gateway.Move(id, body);
    }

    private static ControlReply Remove(ControlledGateway gateway, string id) =>
        gateway.Remove(id) ? gateway.Show(null) : ControlReply.Error(404, $"There is no transaction '{id}'.");

    private static ControlReply Forget(ControlledGateway gateway)
    {
        gateway.Simulator.ClearReceived();
        return ControlReply.Ok([], ControlJson.Default.ControlledRequestArray);
    }

    private static ControlReply AddFault(ControlledGateway gateway, ReadOnlySpan<byte> json)
    {
        FaultScript.Add(gateway, JsonSerializer.Deserialize(json, ControlJson.Default.FaultBody) ?? new FaultBody());
        return Faults(gateway);
    }

    private static ControlReply ClearFaults(ControlledGateway gateway)
    {
        foreach (var plan in gateway.Plans) plan.Clear();
        return Faults(gateway);
    }

    private static ControlReply Faults(ControlledGateway gateway) =>
        ControlReply.Ok(new ControlledFaults { Queued = gateway.Plans.Sum(plan => plan.Queued) }, ControlJson.Default.ControlledFaults);

    private static ControlReply SetNotificationUrl(ControlledGateway gateway, ReadOnlySpan<byte> json)
    {
        var url = JsonSerializer.Deserialize(json, ControlJson.Default.NotificationUrlBody)?.Url;
        if (url is not null && (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)))
            throw new ArgumentException("url must be an absolute http or https URL, or null to send no notifications.");
        gateway.Simulator.NotificationUrl = url;
        return ControlReply.Ok(gateway.Describe(), ControlJson.Default.ControlledGatewayInfo);
    }

    private static ControlledRequest Show(RecordedRequest request) => new()
    {
        Number = request.Number,
        ReceivedAt = request.ReceivedAt,
        Method = request.Method,
        Path = request.Path,
        ContentType = request.ContentType,
        Carrier = request.Carrier,
        Body = request.Text,
        Headers = request.Headers,
        ClientCertificateThumbprint = request.ClientCertificateThumbprint,
    };

    private static ControlledDelivery Show(NotificationDelivery delivery) => new()
    {
        SentAt = delivery.SentAt,
        Url = delivery.Url,
        TransactionId = delivery.TransactionId,
        Attempt = delivery.Attempt,
        Body = Encoding.UTF8.GetString(delivery.Body.Span),
        StatusCode = delivery.StatusCode,
        Accepted = delivery.Accepted,
        Error = delivery.Error,
    };
}
