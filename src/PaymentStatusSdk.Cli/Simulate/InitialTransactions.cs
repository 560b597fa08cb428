using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>The initial transactions of the gateways. All data is made up.</summary>
internal static class InitialTransactions
{
    public static void PutInto(ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins)
    {
        string[] states =
        [
            "CAPTURED", "AUTHORIZED", "DECLINED", "REFUNDED", "REFUND PENDING", "CHARGEBACK", "ERROR", "SIMULATED_NEW_STATE",
        ];
        foreach (var (index, state) in states.Index()) cards.Put(Card(index + 1, state));
        cards.Put(Card(states.Length + 1, "PENDING").ThenAfterQueries(3, "CAPTURED"));

        ppro.Put(Ppro("2001", "SUCCEEDED", "RECEIVED"));
        ppro.Put(Ppro("2002", "SUCCEEDED", "WAITING"));
        ppro.Put(Ppro("2003", "PENDING", "NOT_EXPECTED") with { RedirectUrl = ppro.ConsumerPage("2003").ToString() });
        ppro.Put(Ppro("2004", "FAILED", "NOT_EXPECTED") with { FailReason = "USER_ABORT" });
        ppro.Put((Ppro("2005", "FAILED", "NOT_EXPECTED") with { FailReason = "TIMEOUT" }).ThenAfterQueries(3, "SUCCEEDED", "RECEIVED"));
        ppro.Put(Ppro("2006", "PENDING", "WAITING").ThenAfterQueries(3, "SUCCEEDED", "RECEIVED"));

        DipsOutcome[] outcomes =
        [
            DipsOutcome.Approved, DipsOutcome.NotCompleted, DipsOutcome.Canceled, DipsOutcome.Declined, DipsOutcome.Pending,
        ];
        foreach (var (index, outcome) in outcomes.Index())
            desjardins.Put(SimulatedDipsTransaction.Of(Invariant($"DIPS{3001 + index}"), outcome));
        desjardins.Put(SimulatedDipsTransaction.Of("DIPS3006", DipsOutcome.Pending).ThenAfterQueries(3, DipsOutcome.Approved));
    }

    private static SimulatedConvergeGateTransaction Card(int number, string state) => new()
    {
        GateTransId = Invariant($"5d3c1f60-8a2b-4c7e-9b10-{number:D12}"),
        MerchantTransId = Invariant($"ORDER-{1000 + number}"),
        Amount = "125.45",
        State = state,
        ErrorCode = state is "DECLINED" or "ERROR" ? "201" : "000",
        ErrorMessage = state is "DECLINED" or "ERROR" ? "Simulated reason" : null,
    };

    private static SimulatedPproTransaction Ppro(string id, string status, string funds) =>
        new() { TxId = id, MerchantTxId = "sale" + id, Status = status, FundsStatus = funds };
}
