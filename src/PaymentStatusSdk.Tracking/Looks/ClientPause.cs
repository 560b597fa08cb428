namespace PaymentStatusSdk.Tracking;

/// <summary>Slows one client down while it takes no questions: longer each time in a row, and one question alone after each pause.</summary>
/// <remarks>
/// A gateway may fail for one transaction alone, time and again. So a bare "unavailable" counts only once two transactions got it with no
/// answer to another in between: one that is poisoned must not hold up all others.
/// </remarks>
internal sealed class ClientPause(TimeProvider timeProvider)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private DateTimeOffset? _until;
    private int _inARow;
    private long? _suspect;

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
    /// <param name="transaction">Which transaction was asked for.</param>
    /// <param name="isNew">Does it begin now?</param>
    /// <returns>How long it lasts from now on; null when it may be the transaction's fault alone, and there is none.</returns>
    public TimeSpan? Begin(LookReport report, long transaction, out bool isNew)
    {
        isNew = false;
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            if (_until is { } until && until > now) return until - now;
            if (_inARow == 0 && report is { Failure: TransactionStatusErrorKind.Unavailable, RetryAfter: null } && (_suspect ?? transaction) == transaction)
            {
                _suspect = transaction;
                return null;
            }

            isNew = true;
            var pause = LengthOf(report);
            _inARow++;
            _until = now + pause;
            return pause;
        }
    }

    /// <summary>The client takes questions again.</summary>
    public void End()
    {
        lock (_lock) (_until, _inARow, _suspect) = (null, 0, null);
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
