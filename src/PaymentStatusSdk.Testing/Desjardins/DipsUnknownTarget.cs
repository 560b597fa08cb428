namespace PaymentStatusSdk.Testing;

/// <summary>What happens when an asked id is not in the simulator. Inferred.</summary>
public enum DipsUnknownTarget
{
    /// <summary>It is left out of the answer.</summary>
    Omit = 0,

    /// <summary>It stands in the answer with an <c>error</c> of its own, code <see cref="DesjardinsSimulatorOptions.UnknownTargetCode"/>.</summary>
    TargetError,

    /// <summary>The whole request is refused with <see cref="DesjardinsSimulatorOptions.ErrorCode"/>.</summary>
    RefuseRequest,
}
