namespace PaymentStatusSdk.Tracking;

/// <summary>How a piece of work under a time limit came to its end.</summary>
internal enum WorkEnd
{
    /// <summary>Its task has ended, well or not.</summary>
    Ended = 0,

    /// <summary>It did not end within its limit and is abandoned: whatever comes of it later is dropped.</summary>
    Overran,

    /// <summary>It still ran when the host's time to stop was over.</summary>
    LeftRunning,
}
