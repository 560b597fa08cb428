namespace PaymentStatusSdk;

/// <summary>The rules by which answers become a verdict and a belief.</summary>
public static class StatusRules
{
    /// <summary>What a state means for the payment, given the kind of transaction.</summary>
    public static PaymentVerdict VerdictOf(PaymentState state, TransactionKind kind) => PaymentVerdict.Unknown;
}
