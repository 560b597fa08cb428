namespace PaymentStatusSdk.HangDetection;

/// <summary>A run of tests, as a <see cref="HangSequence"/> sees and ends it.</summary>
internal interface IWatchedRun
{
    /// <summary>Whether a debugger is attached, so that a developer may have stopped the run.</summary>
    bool IsDebugged { get; }

    /// <summary>Whether <see cref="Cancel"/> has failed a test, so that the exit code is an error when the run ends by itself.</summary>
    bool IsFailed { get; }

    /// <summary>Waits until the run ends, at most for the time.</summary>
    /// <returns>Whether the run has ended.</returns>
    bool WaitForEnd(TimeSpan time);

    /// <summary>Writes the report to the output of the process.</summary>
    void Report(string report);

    /// <summary>Begins to fail the tests that run with the report, and to cancel the run. Returns at once.</summary>
    void Cancel(string report);

    /// <summary>Kills the process.</summary>
    void Kill();
}
