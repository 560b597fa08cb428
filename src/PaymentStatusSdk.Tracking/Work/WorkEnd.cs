namespace PaymentStatusSdk.Tracking.Work;

/// <summary>How a work item under a time limit ended.</summary>
internal enum WorkEnd
{
    /// <summary>Its task has ended, successfully or not.</summary>
    Ended = 0,

    /// <summary>It did not end within its limit and is abandoned: a later result is dropped.</summary>
    Overran,

    /// <summary>It still ran when the host's time to stop was over.</summary>
    LeftRunning,
}
