namespace PaymentStatusSdk.Testing;

/// <summary>One request that <see cref="DesjardinsSimulator"/> refused. Immutable.</summary>
/// <param name="At">When, by the simulator's clock.</param>
/// <param name="Code">The code that was answered.</param>
/// <param name="Reason">The message that was answered; it never holds a key.</param>
/// <param name="TransactionId">The session's transaction id as far as it was read.</param>
public sealed record DipsRefusal(DateTimeOffset At, string Code, string Reason, string? TransactionId);
