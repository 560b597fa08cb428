namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>The content of an answer about a payment, read without the product.</summary>
/// <param name="Outcome">Answered, NotFound or Ambiguous; Unknown when the answer says nothing.</param>
/// <param name="State">The state; Unknown when the answer names none that is documented.</param>
/// <param name="Amount">The amount; null when there is none, or none that can be read.</param>
internal sealed record NaiveStatus(LookupOutcome Outcome, PaymentState State = PaymentState.Unknown, decimal? Amount = null)
{
    public static readonly NaiveStatus Nothing = new(LookupOutcome.Unknown);
}
