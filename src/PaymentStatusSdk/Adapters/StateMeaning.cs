namespace PaymentStatusSdk.Adapters;

/// <summary>What one gateway word for a state means.</summary>
/// <param name="State">In the normalized vocabulary.</param>
/// <param name="Finality">May it still change at this gateway?</param>
/// <param name="Reason">Why, where the word itself says so.</param>
public readonly record struct StateMeaning(PaymentState State, Finality Finality, FailureReason Reason = FailureReason.None);
