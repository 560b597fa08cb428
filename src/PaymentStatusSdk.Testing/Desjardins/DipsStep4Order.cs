namespace PaymentStatusSdk.Testing;

/// <summary>When step 4 is POSTed, seen from the answer to step 3.</summary>
public enum DipsStep4Order
{
    /// <summary>After that answer was sent.</summary>
    After = 0,

    /// <summary>Before it: the answer is sent when step 4 is over.</summary>
    Before,

    /// <summary>At the same time, in any order.</summary>
    Concurrent,
}
