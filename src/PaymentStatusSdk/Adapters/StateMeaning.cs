namespace PaymentStatusSdk.Adapters;

/// <summary>The meaning of one gateway value for a state.</summary>
/// <param name="State">The normalized state.</param>
/// <param name="Finality">Whether the state may still change at this gateway.</param>
/// <param name="Reason">The reason, if the value itself specifies one.</param>
public readonly record struct StateMeaning(PaymentState State, Finality Finality, FailureReason Reason = FailureReason.None);
