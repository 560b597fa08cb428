using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>One transaction of the sample: its setup at the gateway, the query, and the expected result.</summary>
/// <param name="Gateway">The name of the client.</param>
/// <param name="Query">The query.</param>
/// <param name="Outcome">The expected outcome.</param>
/// <param name="State">The expected state.</param>
/// <param name="Finality">The expected finality.</param>
/// <param name="Funds">The expected state of the funds.</param>
/// <param name="Put">Adds the transaction to the simulated gateway; null when the gateway must not know it.</param>
internal sealed record SampleQuery(
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
