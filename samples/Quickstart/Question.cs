using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>One transaction of the sample: what lies at the gateway, what is asked, and what must come out.</summary>
/// <param name="Gateway">The client to ask.</param>
/// <param name="Query">The question.</param>
/// <param name="Outcome">What the lookup must find.</param>
/// <param name="State">What state must come out.</param>
/// <param name="Finality">What finality must come out.</param>
/// <param name="Funds">What must be said of the money.</param>
/// <param name="Put">Puts the transaction into the simulated gateway; null when the gateway must not know it.</param>
internal sealed record Question(
    string Gateway,
    TransactionQuery Query,
    LookupOutcome Outcome,
    PaymentState State,
    Finality Finality,
    FundsState Funds,
    Action<ConvergeGateSimulator, PproSimulator, DesjardinsSimulator>? Put)
{
    public bool IsAnsweredBy(TransactionStatusResult result) =>
        (result.Outcome, result.State, result.Finality, result.Funds) == (Outcome, State, Finality, Funds);
}
