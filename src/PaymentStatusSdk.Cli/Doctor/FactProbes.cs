using System.Security.Authentication;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>The inferred facts that one harmless query can decide. All others stay undecided.</summary>
/// <remarks>
/// A probe is keyed by words of the fact in <c>PROTOCOL.md</c>; a test shows that each key matches exactly one fact. A single exchange
/// cannot prove a rule about all answers: confirmed means that the gateway behaved so.
/// </remarks>
internal static class FactProbes
{
    public static IReadOnlyList<(GatewayProvider Provider, string Key, Func<WireEvidence, FactVerdict> Decide)> All { get; } =
    [
        (GatewayProvider.Ppro, "TLS 1.2 or 1.3", OfTls),
        (GatewayProvider.Ppro, "Every answered call comes with HTTP 200", OfStatus),
        (GatewayProvider.Ppro, "Order of the parameters", OfRequest),
        (GatewayProvider.Ppro, "No `charset` is sent with the content type", OfRequest),
        (GatewayProvider.Ppro, "FAILED, TX_NOT_FOUND: NotFound", OfRequest),
        (GatewayProvider.ConvergeGate, "NOTFOUND: none, and the nested element has no more than the queried id", OfRequest),
        (GatewayProvider.ConvergeGate, "The default depends on the host", OfDefaultRequest),
        (GatewayProvider.ConvergeGate, "The content type of the answer is not documented", OfRequest),
        (GatewayProvider.Desjardins, "Step 4 is a POST of `text/xml`", OfPost),
        (GatewayProvider.Desjardins, "60 seconds from the request are enough", OfRequest),
        (GatewayProvider.Desjardins, "The answer has `trx/@key`, which authorizes the request", OfRequest),
        (GatewayProvider.Desjardins, "Requests that declare ISO-8859-15 and UTF-8 were both accepted", OfRequest),
        (GatewayProvider.Desjardins, "`transaction/@type` is `status`", OfDefaultRequest),
        (GatewayProvider.Desjardins, "The queried transactions are `transaction/@id`", OfDefaultRequest),
        (GatewayProvider.Desjardins, "Their container is `transactions`", OfDefaultRequest),
        (GatewayProvider.Desjardins, "`urls/url` named `response` contains the address", OfDefaultRequest),
        (GatewayProvider.Desjardins, "No amount, card or currency", OfDefaultRequest),
        (GatewayProvider.Desjardins, "The token is the last part of the path", OfDefaultRequest),
        (GatewayProvider.Desjardins, "The merchant id is required and must be the configured one", OfRequest),
        (GatewayProvider.Desjardins, "missing otherwise, in an understood answer", OfRequest),
        (GatewayProvider.Desjardins, "Messages are not signed, so the address is", OfRequest),
    ];

    /// <summary>The options that change the form of a request; without them, a request has the inferred form.</summary>
    public static IReadOnlyList<string> OptionsOfTheRequest { get; } =
    [
        "Carrier", "StatusType", "TransactionContainer", "TransactionElement", "TransactionIdAttribute", "LanguageElement",
        "IncludeCurrency", "TokenAsParameter",
    ];

    /// <summary>Returns every inferred fact of a gateway with the verdict of its probe.</summary>
    public static IEnumerable<InferredFact> Examine(MerchantClient client, WireEvidence evidence) =>
        Examine(client, InferredFacts.Of(client.Provider), evidence);

    /// <summary>Returns facts of a gateway with the verdicts of its probes.</summary>
    public static IEnumerable<InferredFact> Examine(
        MerchantClient client, IEnumerable<(string Section, string Text)> facts, WireEvidence evidence) =>
        from fact in facts
        let probe = All.FirstOrDefault(
            one => one.Provider == client.Provider && fact.Text.Contains(one.Key, StringComparison.Ordinal))
        select new InferredFact(client.Name, fact.Section, fact.Text, probe.Decide?.Invoke(evidence) ?? FactVerdict.Undecided);

    private static FactVerdict OfTls(WireEvidence evidence) => evidence.Tls switch
    {
        null or SslProtocols.None => FactVerdict.Undecided,
        SslProtocols.Tls12 or SslProtocols.Tls13 => FactVerdict.Confirmed,
        _ => FactVerdict.Refuted,
    };

    // The adapter understood an answer with another status than 200: then the fact is wrong. Any other answer may come from a proxy.
    private static FactVerdict OfStatus(WireEvidence evidence) => evidence switch
    {
        { IsUnderstood: false } or { Status: null } => FactVerdict.Undecided,
        { Status: 200 } => FactVerdict.Confirmed,
        _ => FactVerdict.Refuted,
    };

    private static FactVerdict OfPost(WireEvidence evidence) => evidence.PostedType switch
    {
        null => FactVerdict.Undecided,
        var type when type.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase) => FactVerdict.Confirmed,
        _ => FactVerdict.Refuted,
    };

    // A refusal may have other causes, such as the credentials: it refutes nothing.
    private static FactVerdict OfRequest(WireEvidence evidence) =>
        evidence.IsUnderstood ? FactVerdict.Confirmed : FactVerdict.Undecided;

    private static FactVerdict OfDefaultRequest(WireEvidence evidence) =>
        evidence is { IsUnderstood: true, HasOtherRequest: false } ? FactVerdict.Confirmed : FactVerdict.Undecided;
}
