using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>An order as the page of the shop shows it. The dashboard shows everything about its payment.</summary>
/// <param name="PaymentId">The number of the tracked payment, which is part of its address in the dashboard.</param>
/// <param name="OrderId">The order number.</param>
/// <param name="Gateway">The client name of the gateway.</param>
/// <param name="Amount">The price.</param>
/// <param name="Instruction">The instruction for the staff of the shop, as a worker wrote it.</param>
/// <param name="Verdict">Whether the order is paid.</param>
/// <param name="Hint">Why a move seems to have no effect, or null.</param>
/// <param name="Moves">The moves that the customer or the merchant can make at the gateway.</param>
internal sealed record OrderView(
    long PaymentId, string OrderId, string Gateway, string? Amount, string Instruction, string Verdict, string? Hint,
    IReadOnlyList<string> Moves)
{
    public static OrderView Of(TrackedTransaction payment, string instruction) => new(
        payment.Id,
        payment.MerchantReference ?? "",
        payment.ClientName,
        payment.Query.ExpectedAmount?.ToString(),
        instruction,
        payment.Verdict.ToString(),
        HintOf(payment),
        GatewayMoves.Of(payment.ClientName));

    private static string? HintOf(TrackedTransaction payment) => payment switch
    {
        { ClientName: GatewayMoves.Desjardins, Belief.State: PaymentState.Pending, Status: TrackingStatus.Active } =>
            "A decline counts only when the transaction is two minutes old: before that, this gateway's answers may not be valid.",
        { ClientName: GatewayMoves.Cards, Verdict: PaymentVerdict.Success, Status: TrackingStatus.Completed } =>
            "This gateway sends no notification of a refund or a chargeback. The next check finds it: use “Check now” in the dashboard.",
        _ => null,
    };
}
