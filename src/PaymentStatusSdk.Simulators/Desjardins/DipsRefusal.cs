namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>One request that <see cref="DesjardinsSimulator"/> refused. Immutable.</summary>
/// <param name="At">The time of the refusal, by the simulator's clock.</param>
/// <param name="Code">The code in the answer.</param>
/// <param name="Reason">The message in the answer; it never contains a key.</param>
/// <param name="TransactionId">The transaction id of the session, as far as it could be read.</param>
public sealed record DipsRefusal(DateTimeOffset At, string Code, string Reason, string? TransactionId);
