using PaymentStatusSdk.Simulators.Faults;
using static PaymentStatusSdk.Conformance.Tests.FaultCase;

namespace PaymentStatusSdk.Conformance.Tests.Ppro;

/// <summary>Answers in forms that PROTOCOL.md does not have.</summary>
internal static class PproNotUnderstood
{
    private const string Missing = "REQUESTSTATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND";

    public static IReadOnlyList<FaultCase> All(string id, string merchantReference) =>
    [
        Form("TXID=0", "nothing but TXID 0"),
        Form("REQUESTFAILREASON=TX_NOT_FOUND", "a reason without REQUESTSTATUS"),
        Form("STATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND&TXID=0", "all but REQUESTSTATUS"),
        Form("REQUESTSTATUS=&REQUESTFAILREASON=TX_NOT_FOUND", "blank REQUESTSTATUS"),
        Form("REQUESTSTATUS=NOT_FOUND&TXID=0", "unknown REQUESTSTATUS"),
        Form("REQUESTSTATUS=TX_NOT_FOUND", "the reason as REQUESTSTATUS"),
        Form("REQUEST_STATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND", "other name of REQUESTSTATUS"),
        Form("REQUESTSTATUS=SUCCEEDED&REQUESTSTATUS=FAILED&REQUESTFAILREASON=TX_NOT_FOUND", "two of REQUESTSTATUS"),
        Form($"REQUESTSTATUS=SUCCEEDED&TXID={id}&MERCHANTTXID={merchantReference}", "no STATUS"),
        Form($"REQUESTSTATUS=SUCCEEDED&TXID={id}&PAYMENTSTATUS=SUCCEEDED", "other name of STATUS"),
        Form($"{Missing}&STATUS=SUCCEEDED&TXID=0", "not found with a state"),
        Form($"{Missing}&STATUS=FAILED&TXID=0&FUNDSSTATUS=RECEIVED", "not found with received funds"),
        Form($"{Missing}&STATUS=FAILED&TXID={id}&MERCHANTTXID={merchantReference}", "not found with both references"),
        Form("<notfound/>", "XML"),
        Refused("REQUESTSTATUS=FAILED&STATUS=FAILED&TXID=0", "no reason"),
        Refused("REQUESTSTATUS=FAILED&REQUESTFAILREASON=NOT_FOUND", "unknown reason"),
        Refused("REQUESTSTATUS=FAILED&FAILREASON=TX_NOT_FOUND", "the reason in another field"),
    ];

    private static FaultCase Form(string body, string name) => Invalid(SimulatedFault.Body(body), name);

    // The answer states that the call failed, not that the transaction is missing.
    private static FaultCase Refused(string body, string name) =>
        Fails(SimulatedFault.Body(body), TransactionStatusErrorKind.Rejected, name);
}
