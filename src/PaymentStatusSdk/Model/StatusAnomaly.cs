namespace PaymentStatusSdk;

/// <summary>Something odd about an answer that could be read all the same. Show it to an operator; decide nothing on it.</summary>
/// <param name="Kind">What kind of oddity.</param>
/// <param name="Text">For people, in English; names fields and words of the protocol, never a secret or personal data.</param>
public sealed record StatusAnomaly(StatusAnomalyKind Kind, string Text);
