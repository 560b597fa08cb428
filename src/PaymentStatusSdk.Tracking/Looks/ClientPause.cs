namespace PaymentStatusSdk.Tracking;

/// <summary>Slows one client down while it takes no questions: longer each time in a row, and one question alone after each pause.</summary>
internal sealed class ClientPause(TimeProvider timeProvider)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private DateTimeOffset? _until;
    private int _inARow;

    /// <summary>How long it still lasts; null when there is none.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (_lock) return _until is { } until && until - timeProvider.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>How many to claim out of so many.</summary>
    public int Allowed(int room)
    {
        if (Left is not null) return 0;
        lock (_lock) return _inARow > 0 ? Math.Min(room, 1) : room;
    }

    /// <summary>Begins a pause, or joins the one that another question has begun.</summary>
    /// <param name="report">Why.</param>
    /// <param name="pause">How long it lasts from now on.</param>
    /// <returns>Is it a new one?</returns>
    public bool Begin(LookReport report, out TimeSpan pause)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            if (_until is { } until && until > now)
            {
                pause = until - now;
                return false;
            }

            pause = LengthOf(report);
            _inARow++;
            _until = now + pause;
            return true;
        }
    }

    /// <summary>The client takes questions again.</summary>
    public void End()
    {
        lock (_lock) (_until, _inARow) = (null, 0);
    }

    private TimeSpan LengthOf(LookReport report)
    {
        if (report.RetryAfter is { } asked && asked > Shortest) return asked < LongestRetryAfter ? asked : LongestRetryAfter;
        // Settings do not mend themselves.
        if (report.Failure is TransactionStatusErrorKind.Authentication or TransactionStatusErrorKind.Configuration) return Longest;
        var pause = Shortest * Math.Pow(2, Math.Min(_inARow, 5));
        return pause < Longest ? pause : Longest;
    }
}
