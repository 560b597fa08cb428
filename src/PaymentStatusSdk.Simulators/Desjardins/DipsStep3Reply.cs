namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The answer of <see cref="DesjardinsSimulator"/> on the connection of step 3. No source documents it; each form is
/// inferred.</summary>
public enum DipsStep3Reply
{
    /// <summary>Status 200 without a body.</summary>
    Empty = 0,

    /// <summary>An acknowledgement with only the id of the Status transaction.</summary>
    Acknowledgement,

    /// <summary>No answer until step 4 has ended, then status 200 without a body. Without a step 4, the connection stays open until the
    /// client closes it.</summary>
    HeldOpen,

    /// <summary>The whole result with the root <c>response</c>; no step 4 unless
    /// <see cref="DesjardinsSimulatorOptions.CallBackAfterFullResult"/>.</summary>
    FullResult,

    /// <summary>An error document with <see cref="DesjardinsSimulatorOptions.ErrorCode"/>; no step 4, no exchange.</summary>
    Error,
}
