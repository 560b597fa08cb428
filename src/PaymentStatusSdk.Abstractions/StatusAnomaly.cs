namespace PaymentStatusSdk;

/// <summary>An anomaly of an answer that could be read nevertheless. Show it to an operator; base no decision on it.</summary>
/// <param name="Kind">The kind of the anomaly.</param>
/// <param name="Text">An English text for people. It contains names and values of protocol fields, but no secret or personal data.</param>
public sealed record StatusAnomaly(StatusAnomalyKind Kind, string Text);
