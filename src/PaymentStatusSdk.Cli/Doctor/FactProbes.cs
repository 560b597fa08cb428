using System.Security.Authentication;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>The inferred facts that one harmless query can decide. All others stay undecided.</summary>
/// <remarks>
/// A probe is keyed by words of the row in <c>PROTOCOL.md</c>; a test shows that each key matches exactly one row. A single exchange cannot
/// prove a rule about all answers: confirmed means that the gateway behaved so.
/// </remarks>
internal static class FactProbes
{
    public static IReadOnlyList<(GatewayProvider Provider, string Key, Func<WireEvidence, FactVerdict> Decide)> All { get; } =
    [
        (GatewayProvider.Ppro, "TLS 1.2 or 1.3", OfTls),
        (GatewayProvider.Ppro, "Every answered call comes with HTTP 200", OfStatus),
        (GatewayProvider.Ppro, "Order of the parameters", OfRequest),
        (GatewayProvider.ConvergeGate, "The default depends on the host", OfRequest),
        (GatewayProvider.ConvergeGate, "The content type of the answer is not documented", OfRequest),
        (GatewayProvider.Desjardins, "60 seconds from the request are enough", OfRequest),
        (GatewayProvider.Desjardins, "The answer has `trx/@key`, which authorizes the request", OfRequest),
    ];

    /// <summary>Returns every inferred fact of a gateway with the verdict of its probe.</summary>
    public static IEnumerable<InferredFact> Examine(MerchantClient client, WireEvidence evidence) =>
        from fact in InferredFacts.Of(client.Provider)
        let probe = All.FirstOrDefault(
            one => one.Provider == client.Provider && fact.Text.Contains(one.Key, StringComparison.Ordinal))
        select new InferredFact(client.Name, fact.Section, fact.Text, probe.Decide?.Invoke(evidence) ?? FactVerdict.Undecided);

    private static FactVerdict OfTls(WireEvidence evidence) => evidence.Tls switch
    {
        null or SslProtocols.None => FactVerdict.Undecided,
        SslProtocols.Tls12 or SslProtocols.Tls13 => FactVerdict.Confirmed,
        _ => FactVerdict.Refuted,
    };

    // A status other than 200 beside an answer that was not understood may come from a proxy.
    private static FactVerdict OfStatus(WireEvidence evidence) =>
        evidence is { IsUnderstood: true, Status: 200 } ? FactVerdict.Confirmed : FactVerdict.Undecided;

    // A refusal may have other causes, such as the credentials: it refutes nothing.
    private static FactVerdict OfRequest(WireEvidence evidence) =>
        evidence.IsUnderstood ? FactVerdict.Confirmed : FactVerdict.Undecided;
}
