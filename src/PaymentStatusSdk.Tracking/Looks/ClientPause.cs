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
    private int _turn;

    /// <summary>How long it still lasts; null when there is none.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (_lock) return LeftAt(timeProvider.GetUtcNow());
        }
    }

    /// <summary>To be noted before a question is asked: how many pauses there have been. What comes of a question from before a pause says nothing about it.</summary>
    public int Turn
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
            return LeftAt(timeProvider.GetUtcNow()) is null && held == 0 ? Math.Min(room, 1) : 0;
        }
    }

    /// <summary>Begins a pause, or joins the one that another question has begun.</summary>
    /// <param name="report">Why.</param>
    /// <param name="turn">The <see cref="Turn"/> in which it was asked.</param>
    /// <param name="pause">How long it lasts from now on.</param>
    /// <returns>Is it a new one?</returns>
    public bool Begin(LookReport report, int turn, out TimeSpan pause)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            if (LeftAt(now) is { } left)
            {
                pause = left;
                return false;
            }

            // Of a pause that is over: the next question will show.
            if (turn != _turn)
            {
                pause = Shortest;
                return false;
            }

            pause = LengthOf(report);
            _inARow++;
            _turn++;
            _until = now + pause;
            return true;
        }
    }

    /// <summary>The client takes questions again, if this one was asked after the last pause.</summary>
    /// <param name="turn">The <see cref="Turn"/> in which it was asked.</param>
    public void End(int turn)
    {
        lock (_lock)
        {
            if (turn == _turn) (_until, _inARow) = (null, 0);
        }
    }

    private TimeSpan? LeftAt(DateTimeOffset now) => _until > now ? _until - now : null;

    private TimeSpan LengthOf(LookReport report)
    {
        if (report.RetryAfter is { } asked && asked > Shortest) return asked < LongestRetryAfter ? asked : LongestRetryAfter;
        // Settings do not mend themselves.
        if (report.Failure is TransactionStatusErrorKind.Authentication or TransactionStatusErrorKind.Configuration) return Longest;
        var pause = Shortest * Math.Pow(2, Math.Min(_inARow, 5));
        return pause < Longest ? pause : Longest;
    }
}
