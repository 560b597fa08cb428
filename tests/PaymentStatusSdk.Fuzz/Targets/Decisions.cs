namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Tells which readings could ship goods, or charge a customer twice.</summary>
internal static class Decisions
{
    /// <summary>Whether the reading is anything but "not known" and "not yet".</summary>
    public static bool IsDecision(LookupOutcome outcome, PaymentState state) =>
        outcome is LookupOutcome.NotFound || state is not (PaymentState.Unknown or PaymentState.Pending or PaymentState.ActionRequired);

    /// <summary>Whether the payment failed, so that the customer may pay again.</summary>
    public static bool IsFailure(PaymentState state) =>
        state is PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired;
}
