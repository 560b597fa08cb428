using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Merchants;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>An answer of a gateway, and the payment that it is about.</summary>
/// <param name="Parsed">The answer as an adapter reads it.</param>
/// <param name="Payment">The payment; null when the answer names none.</param>
/// <param name="IsTrueAmount">Whether the answer names the true amount.</param>
internal sealed record GatewayReply(ParsedStatus Parsed, Payment? Payment, bool IsTrueAmount)
{
    public static GatewayReply NotFound { get; } = new(new ParsedStatus { Outcome = LookupOutcome.NotFound }, null, true);

    public static GatewayReply Ambiguous { get; } = new(new ParsedStatus { Outcome = LookupOutcome.Ambiguous }, null, true);

    public static GatewayReply Of(Payment payment, PaymentStep step, GatewayCapabilities capabilities, bool isTrueAmount)
    {
        var amount = isTrueAmount ? payment.Amount : payment.OtherAmount;
        var parsed = new ParsedStatus
        {
            Outcome = LookupOutcome.Answered,
            State = step.State,
            Finality = step.Finality,
            Reason = Meanings.VerdictOf(step.State, TransactionKind.Purchase) == PaymentVerdict.Failure
                ? FailureReason.Unspecified
                : FailureReason.Unknown,
            GatewayReference = capabilities.SupportsGatewayReference ? payment.GatewayReference : null,
            MerchantReference = payment.Order.MerchantReference,
            Amount = new ReportedAmount(amount.Amount, amount.Currency, false),
        };
        return new GatewayReply(parsed, payment, isTrueAmount);
    }

    /// <summary>Returns the answer without the references, which decides nothing about the payment.</summary>
    public GatewayReply Unnamed() =>
        this with { Parsed = Parsed with { GatewayReference = null, MerchantReference = null }, Payment = null };

    /// <summary>Notes that the answer has arrived.</summary>
    public void Note() => Payment?.NoteAnswer(Parsed.State, Parsed.Finality, IsTrueAmount);

    public override string ToString() => Payment is null
        ? $"{Parsed.Outcome}"
        : $"{Parsed.State} {Parsed.Finality} {Payment.Order} {Payment.GatewayReference}{(IsTrueAmount ? "" : " with another amount")}";
}
