using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>The content of an answer, before it is written. Content faults are applied here.</summary>
internal sealed class SimulatedConvergeGateAnswer
{
    private SimulatedConvergeGateAnswer(string result) => Result = result;

    public string Result { get; set; }

    public bool HasNode { get; set; }

    public string? State { get; set; }

    public bool Is708 { get; private init; }

    public SimulatedConvergeGateTransaction? Transaction { get; set; }

    public string ErrorCode { get; private init; } = "000";

    public string? ErrorMessage { get; private init; }

    public static SimulatedConvergeGateAnswer Found(SimulatedConvergeGateTransaction transaction, bool is708) => new("SUCCESS")
    {
        HasNode = true,
        Is708 = is708,
        Transaction = transaction,
        State = transaction.State,
        ErrorCode = transaction.ErrorCode,
        ErrorMessage = transaction.ErrorMessage,
    };

    public static SimulatedConvergeGateAnswer NotFound(ConvergeGateSimulatorOptions options) => new("NOTFOUND")
    {
        HasNode = !options.OmitNodeWhenNotFound,
        ErrorCode = options.NotFoundErrorCode,
        ErrorMessage = "Transaction not found",
    };

    public static SimulatedConvergeGateAnswer Rejected(ConvergeGateSimulatorOptions options, string message) => new("ERROR")
    {
        ErrorCode = options.RejectedErrorCode,
        ErrorMessage = message,
    };

    public void Spoil(SimulatedFault fault, SimulatedConvergeGateTransaction queried)
    {
        switch (fault.Kind)
        {
            case SimulatedFaultKind.WrongId:
                Change(t => t with { GateTransId = "00000000-dead-4bad-8bad-000000000000", MerchantTransId = "SOMEBODY-ELSES-ORDER" });
                break;
            case SimulatedFaultKind.NoId:
                Change(t => t with { GateTransId = "", MerchantTransId = "" });
                break;
            case SimulatedFaultKind.WrongAmount:
                Change(t => t with { Amount = t.Amount == "999999.99" ? "888888.88" : "999999.99" });
                break;
            case SimulatedFaultKind.WrongCurrency:
                Change(t => t with { CurCode = t.CurCode == "XTS" ? "XXX" : "XTS" });
                break;
            case SimulatedFaultKind.UnknownState:
                State = fault.Text;
                break;
            case SimulatedFaultKind.ForeignResult:
                Result = fault.Text!;
                break;
            case SimulatedFaultKind.SuccessWithoutState:
                (Result, State) = ("SUCCESS", "");
                break;
            case SimulatedFaultKind.NotFoundWithState:
                (Result, HasNode, Transaction, State) = ("NOTFOUND", true, queried, queried.State);
                break;
            case SimulatedFaultKind.ErrorWithState:
                (Result, HasNode, Transaction, State) = ("ERROR", true, queried, queried.State);
                break;
        }
    }

    private void Change(Func<SimulatedConvergeGateTransaction, SimulatedConvergeGateTransaction> change)
    {
        if (Transaction is not null) Transaction = change(Transaction);
    }
}
