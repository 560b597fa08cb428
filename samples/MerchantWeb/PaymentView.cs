namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>A payment as the page shows it; words as the enums spell them.</summary>
internal sealed record PaymentView(
    string OrderId,
    string Gateway,
    string? GatewayId,
    string Amount,
    string State,
    string Finality,
    string Funds,
    string Verdict,
    bool Contested,
    string? Problem,
    IReadOnlyList<string> Moves,
    IReadOnlyList<PaymentEvent> History)
{
    public static PaymentView Of(Payment payment) => new(
        payment.OrderId,
        payment.Gateway,
        payment.Query.GatewayId ?? payment.Belief?.GatewayId,
        payment.Amount.ToString(),
        (payment.Belief?.State ?? PaymentState.Unknown).ToString(),
        (payment.Belief?.Finality ?? PaymentStatusSdk.Finality.Unknown).ToString(),
        (payment.Belief?.Funds ?? FundsState.Unknown).ToString(),
        (payment.Belief?.Verdict ?? PaymentVerdict.Unknown).ToString(),
        payment.Belief?.IsContested == true,
        payment.Problem,
        GatewayMoves.Of(payment.Gateway),
        payment.History);
}
