using System.Text;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Notifications;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Creates the POSTs of step 4 and evaluates the merchant's reply.</summary>
internal sealed class DipsCallback(DesjardinsSimulatorOptions options, DipsResults results)
{
    private const long MaxHugeBody = 64 * 1024 * 1024;

    private static readonly byte[] Html = "<!DOCTYPE html>\n<html><body><h1>We will be back soon</h1></body></html>\n"u8.ToArray();

    /// <summary>The base address of the simulator, for a fault that makes a vulnerable merchant call it.</summary>
    public Uri? Home { get; set; }

    /// <summary>Returns the POSTs of one exchange, in order.</summary>
    /// <param name="exchange">The accepted exchange.</param>
    /// <param name="fault">The fault to inject; null means none.</param>
    /// <param name="answered">Called just before the last bytes of the answer are sent.</param>
    /// <param name="attempted">Called after each delivery attempt.</param>
    public List<NotificationMessage> For(DipsExchange exchange, SimulatedFault? fault, Action answered, Action attempted)
    {
        var request = exchange.Request;
        var found = results.For(request, fault);
        var messages = new List<NotificationMessage>();
        foreach (var part in Parts(found)) messages.Add(Message(request, part, fault, attempted));
        messages[^1] = messages[^1] with
        {
            Sending = answered,
            // Also called when the POST could not be sent, and before the attempt is counted: the next request may arrive as soon as it is
            // counted.
            Attempted = () =>
            {
                answered();
                attempted();
            },
        };
        if (fault?.Kind == SimulatedFaultKind.CallbackTwice) messages.AddRange([.. messages.Select(one => one with { Sending = null })]);
        if (fault?.Kind == SimulatedFaultKind.ContradictingCallback)
        {
            foreach (var part in Parts([.. found.Select(one => one.Opposite())])) messages.Add(Message(request, part, fault, attempted));
        }

        return messages;
    }

    /// <summary>Returns the result document for the connection of step 3.</summary>
    public byte[] FullResult(DipsExchange exchange, SimulatedFault? fault) =>
        new DipsResultWriter(options, exchange.Request, fault, Home).Write("response", results.For(exchange.Request, fault));

    private IEnumerable<List<DipsResult>> Parts(List<DipsResult> found) => options.Layout == DipsLayout.OnePostEach
        ? found.Select(one => new List<DipsResult> { one }).DefaultIfEmpty(found)
        : [found];

    private NotificationMessage Message(DipsRequest request, List<DipsResult> part, SimulatedFault? fault, Action attempted)
    {
        var body = new DipsResultWriter(options, request, fault, Home).Write(options.ResponseRoot ? "response" : "request", part);
        var contentType = options.CallbackContentType;
        switch (fault?.Kind)
        {
            case SimulatedFaultKind.TruncatedBody: body = body[..(body.Length / 2)]; break;
            case SimulatedFaultKind.EmptyBody: body = []; break;
            case SimulatedFaultKind.HtmlPage: (body, contentType) = (Html, "text/html"); break;
            case SimulatedFaultKind.HugeBody: body = Padded(body, fault.Number); break;
            case SimulatedFaultKind.Body:
                body = fault.Content.ToArray();
                if (fault.ContentType != SimulatedFault.GatewayContentType) contentType = fault.ContentType ?? contentType;
                break;
        }

        string[] ids = [.. part.Where(one => one.Id is not null).Select(one => one.Id!)];
        return new NotificationMessage(
            request.TrxId!,
            Address(request),
            body,
            contentType,
            options.Redelivery,
            (status, reply) => IsAccepted(status, reply, ids, request.TrxId!),
            Attempted: attempted,
            Cut: fault?.Kind == SimulatedFaultKind.ResetHalfway);
    }

    // Seen in one client: the parameters of a URL are appended to its query string.
    private static Uri Address(DipsRequest request)
    {
        if (request.Parameters.Count == 0) return request.ResponseUrl!;
        var query = new StringBuilder(request.ResponseUrl!.Query.TrimStart('?'));
        foreach (var (name, value) in request.Parameters)
        {
            if (query.Length > 0) query.Append('&');
            query.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return new UriBuilder(request.ResponseUrl) { Query = query.ToString() }.Uri;
    }

    private static byte[] Padded(byte[] body, long length)
    {
        var padded = new byte[Math.Clamp(length, body.Length, MaxHugeBody)];
        padded.AsSpan(body.Length).Fill((byte)' ');
        body.CopyTo(padded, 0);
        return padded;
    }

    private bool IsAccepted(int status, ReadOnlyMemory<byte> reply, string[] ids, string statusId)
    {
        if (status != 200) return false;
        var isEmpty = reply.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        return options.Acknowledgement switch
        {
            DipsAcknowledgement.Empty => isEmpty,
            DipsAcknowledgement.Either => isEmpty || Accepts(reply, ids, statusId),
            _ => Accepts(reply, ids, statusId),
        };
    }

    private bool Accepts(ReadOnlyMemory<byte> reply, string[] ids, string statusId)
    {
        if (DipsXml.Read(reply.Span) is not { Name: "response" } root || root.Child("merchant") is not { } merchant) return false;
        if (merchant.Attribute("id") != options.MerchantId) return false;
        var accepted = merchant.ChildrenNamed("transaction").ToLookup(
            one => one.Attribute("accepted") == "yes", one => one.Attribute("id"));
        if (accepted[false].Any()) return false;
        // Nested: the id at the top of the POST is that of the Status transaction.
        return (options.Layout == DipsLayout.Nested && accepted[true].Contains(statusId)) || ids.All(id => accepted[true].Contains(id));
    }
}
