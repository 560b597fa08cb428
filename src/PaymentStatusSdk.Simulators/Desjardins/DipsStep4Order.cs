namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The time of step 4, relative to the answer to step 3.</summary>
public enum DipsStep4Order
{
    /// <summary>Step 4 is POSTed after the answer was sent.</summary>
    After = 0,

    /// <summary>Step 4 is POSTed first; the answer is sent when step 4 has ended.</summary>
    Before,

    /// <summary>Both are sent at the same time, in any order.</summary>
    Concurrent,
}
