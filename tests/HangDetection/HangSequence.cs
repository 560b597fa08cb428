namespace PaymentStatusSdk.HangDetection;

/// <summary>Ends a run when no test has begun or ended for the limit: reports it, cancels it, and kills it after a minute.</summary>
internal sealed class HangSequence(OpenTests open, IWatchedRun run, TimeSpan limit)
{
    private const int Waits = 20;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Watches the run until it has ended or is killed.</summary>
    public void Watch()
    {
        if (!WaitForSilence()) return;
        var report = open.Describe(limit);
        run.Report(report);
        run.Cancel(report);
        // A failure that was reported makes the exit code of a run that ends by itself an error.
        if (run.WaitForEnd(Grace) && run.IsFailed) return;
        run.Kill();
    }

    // Returns false when the run ends first.
    private bool WaitForSilence()
    {
        // Waits are counted, because a process that was stopped for a long time has been silent for as long.
        var wait = limit / Waits;
        var silent = 0;
        while (silent < Waits)
        {
            if (run.WaitForEnd(wait)) return false;
            silent = run.IsDebugged || open.Silence < wait ? 0 : silent + 1;
        }

        return true;
    }
}
