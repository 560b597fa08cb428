namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The reaction to a queried id that is not in the simulator. Inferred.</summary>
public enum DipsUnknownTransaction
{
    /// <summary>The id is omitted from the answer.</summary>
    Omit = 0,

    /// <summary>The answer contains the id with its own <c>error</c>, code
    /// <see cref="DesjardinsSimulatorOptions.UnknownTransactionCode"/>.</summary>
    TransactionError,

    /// <summary>The whole request is refused with <see cref="DesjardinsSimulatorOptions.ErrorCode"/>.</summary>
    RefuseRequest,
}
