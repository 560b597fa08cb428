namespace PaymentStatusSdk.Testing;

/// <summary>What <see cref="DesjardinsSimulator"/> answers on the connection of step 3. No source says it; each form is inferred.</summary>
public enum DipsStep3Reply
{
    /// <summary>Status 200 without a body.</summary>
    Empty = 0,

    /// <summary>A bare acknowledgement that names the id of the Status transaction.</summary>
    Acknowledgement,

    /// <summary>Nothing until step 4 is over, then status 200 without a body. Without a step 4 it stays open until the client leaves.</summary>
    HeldOpen,

    /// <summary>The whole result, root <c>response</c>; no step 4 unless <see cref="DesjardinsSimulatorOptions.CallBackAfterFullResult"/>.</summary>
    FullResult,

    /// <summary>An error document with <see cref="DesjardinsSimulatorOptions.ErrorCode"/>; no step 4, no exchange.</summary>
    Error,
}
