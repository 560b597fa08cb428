namespace PaymentStatusSdk.Tracking;

/// <summary>Slows one client down while it accepts no queries: longer each time in a row, and a single query after each pause.</summary>
/// <remarks>
/// A gateway may fail for one transaction alone, time and again. So a bare "unavailable" counts only once two transactions got it with no
/// answer to another in between: one that is poisoned must not hold up all others.
/// </remarks>
internal sealed class ClientThrottle(TimeProvider timeProvider)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly long _start = timeProvider.GetTimestamp();
    // By the monotonic clock: a wall clock that is set back makes no pause longer.
    private TimeSpan? _until;
    private int _inARow;
    private int _turn;
    private long? _suspect;

    /// <summary>How long it still lasts; null when there is none.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (_lock) return LeftAt(Now);
        }
    }

    /// <summary>To be noted before a query is sent: how many pauses there have been. What comes of a query from before a pause says nothing about it.</summary>
    public int Epoch
    {
        get
        {
            lock (_lock) return _turn;
        }
    }

    /// <summary>How many to claim when there is room for so many and so many are held.</summary>
    public int Allowed(int room, int held)
    {
        lock (_lock)
        {
            if (_inARow == 0) return room;
            return LeftAt(Now) is null && held == 0 ? Math.Min(room, 1) : 0;
        }
    }

    /// <summary>Begins a pause, or joins the one that another query has begun.</summary>
    /// <param name="report">Why.</param>
    /// <param name="turn">The <see cref="Epoch"/> in which it was asked.</param>
    /// <param name="transaction">Which transaction was asked for.</param>
    /// <param name="isNew">Does it begin now?</param>
    /// <returns>How long it lasts from now on; null when it may be the transaction's fault alone, and there is none.</returns>
    public TimeSpan? Begin(CheckReport report, int turn, long transaction, out bool isNew)
    {
        isNew = false;
        lock (_lock)
        {
            var now = Now;
            if (LeftAt(now) is { } left) return left;
            // The pause is over: the next query decides.
            if (turn != _turn) return Shortest;
            if (_inARow == 0 && report is { Failure: TransactionStatusErrorKind.Unavailable, RetryAfter: null } && (_suspect ?? transaction) == transaction)
            {
                _suspect = transaction;
                return null;
            }

            isNew = true;
            var pause = LengthOf(report);
            _inARow++;
            _turn++;
            _until = now + pause;
            return pause;
        }
    }

    /// <summary>The client accepts queries again, if this one was asked after the last pause.</summary>
    /// <param name="turn">The <see cref="Epoch"/> in which it was asked.</param>
    public void End(int turn)
    {
        lock (_lock)
        {
            if (turn == _turn) (_until, _inARow, _suspect) = (null, 0, null);
        }
    }

    private TimeSpan Now => timeProvider.GetElapsedTime(_start);

    private TimeSpan? LeftAt(TimeSpan now) => _until > now ? _until - now : null;

    private TimeSpan LengthOf(CheckReport report)
    {
        if (report.RetryAfter is { } asked && asked > Shortest) return asked < LongestRetryAfter ? asked : LongestRetryAfter;
        // Settings do not fix themselves.
        if (report.Failure is TransactionStatusErrorKind.Authentication or TransactionStatusErrorKind.Configuration) return Longest;
        var pause = Shortest * Math.Pow(2, Math.Min(_inARow, 5));
        return pause < Longest ? pause : Longest;
    }
}
