namespace PaymentStatusSdk.Dashboard.Live;

/// <summary>Decides how long the store is left alone after a reading for open pages. Pure functions.</summary>
internal static class ReadPace
{
    /// <summary>The longest pause: a page that is later than that is not live.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    // Readings use at most a twentieth of the time.
    private const int PauseFactor = 20;

    /// <summary>Returns the pause after a reading that took this long.</summary>
    public static TimeSpan PauseAfter(TimeSpan duration)
    {
        var pause = duration * PauseFactor;
        return pause < MaxPause ? pause : MaxPause;
    }
}
