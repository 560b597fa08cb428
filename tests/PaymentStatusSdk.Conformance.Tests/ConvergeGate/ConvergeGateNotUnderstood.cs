using PaymentStatusSdk.Simulators.Faults;
using static PaymentStatusSdk.Conformance.Tests.FaultCase;

namespace PaymentStatusSdk.Conformance.Tests.ConvergeGate;

/// <summary>709 answers in forms that PROTOCOL.md does not have.</summary>
internal static class ConvergeGateNotUnderstood
{
    public static IReadOnlyList<FaultCase> All(string id, string merchantReference)
    {
        var node = $"<gatetransid>{id}</gatetransid><merchanttransid>{merchantReference}</merchanttransid>";
        return
        [
            Body("", "empty"),
            Body("<transaction/>", "empty node"),
            Body("NOTFOUND", "text in the root"),
            Body("<status>NOTFOUND</status>", "other element"),
            Body("<Result>NOTFOUND</Result>", "other case of an element"),
            Body("<result>NOT_FOUND</result>", "other word"),
            Body("<result>NOTFOUND</result><result>SUCCESS</result>", "two results"),
            Body($"<result>SUCCESS</result><transaction>{node}</transaction>", "no state"),
            Body($"<result>SUCCESS</result><trx>{node}<state>CAPTURED</state></trx>", "other node"),
            Body($"<result>SUCCESS</result><transaction>{node}<status>CAPTURED</status></transaction>", "other name of the state"),
            Body($"<result>NOTFOUND</result><transaction>{node}<state>CAPTURED</state></transaction>", "not found with a state"),
            Body($"<result>NOTFOUND</result><transaction>{node}<status>CAPTURED</status></transaction>", "not found with an unknown field"),
            Body(
                $"<result>NOTFOUND</result><transaction>{node}<amount>10.00</amount><curcode>EUR</curcode></transaction>",
                "not found with an amount"),
            Body($"<result>NOTFOUND</result><transaction><new>{node}</new></transaction>", "not found with an unknown structure"),
            Body("<result>NOTFOUND</result><state>CAPTURED</state>", "not found with a state outside of the node"),
            Body($"<result>NOTFOUND</result><trx>{node}</trx>", "not found with another node"),
            Body("<result>NOTFOUND</result><trx><transaction/></trx>", "not found with a node in another node"),
        ];
    }

    private static FaultCase Body(string inside, string name) => Invalid(SimulatedFault.Body($"<transaction>{inside}</transaction>"), name);
}
