using PaymentStatusSdk.Adapters;
namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>
/// Slows down a client that accepts no queries. Consecutive pauses become longer, and after each pause a single query tests the client.
/// </summary>
/// <remarks>
/// A gateway may fail repeatedly for one transaction only. So "unavailable" without a retry time counts only after two transactions got it
/// with no answer to another query in between: one faulty transaction must not delay all others.
/// </remarks>
internal sealed class ClientThrottle(TimeProvider timeProvider)
{
    private static readonly BackOff Pauses = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly long _start = timeProvider.GetTimestamp();
    // By the monotonic clock: setting the wall clock back does not prolong a pause.
    private TimeSpan? _until;
    private int _consecutive;
    private int _epoch;
    private long? _suspect;

    /// <summary>The rest of the current pause; null when there is none.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (_lock) return LeftAt(Now);
        }
    }

    /// <summary>
    /// The number of pauses so far. Capture it before a query: the result of a query from an earlier epoch says nothing about the client
    /// now.
    /// </summary>
    public int Epoch
    {
        get
        {
            lock (_lock) return _epoch;
        }
    }

    /// <summary>
    /// Returns the number of rows to claim when there is room for <paramref name="room"/> and <paramref name="held"/> are held.
    /// </summary>
    public int Allowed(int room, int held)
    {
        lock (_lock)
        {
            if (_consecutive == 0) return room;
            return LeftAt(Now) is null && held == 0 ? Math.Min(room, 1) : 0;
        }
    }

    /// <summary>Begins a pause, or joins a pause that another query has begun.</summary>
    /// <param name="report">The reason.</param>
    /// <param name="epoch">The <see cref="Epoch"/> in which the query was sent.</param>
    /// <param name="transaction">The queried transaction.</param>
    /// <param name="isNew">True when the pause begins now.</param>
    /// <returns>The rest of the pause; null when the cause may lie in the transaction alone, and no pause begins.</returns>
    public TimeSpan? Begin(CheckReport report, int epoch, long transaction, out bool isNew)
    {
        isNew = false;
        lock (_lock)
        {
            var now = Now;
            if (LeftAt(now) is { } left) return left;
            // The query belongs to a pause that is over: the next query tests the client.
            if (epoch != _epoch) return Pauses.First;
            if (_consecutive == 0 && report is { Failure: TransactionStatusErrorKind.Unavailable, RetryAfter: null }
                && (_suspect ?? transaction) == transaction)
            {
                _suspect = transaction;
                return null;
            }

            isNew = true;
            var pause = LengthOf(report);
            _consecutive++;
            _epoch++;
            _until = now + pause;
            return pause;
        }
    }

    /// <summary>Ends the throttling: the client accepts queries again. Ignored for a query that was sent before the last pause.</summary>
    /// <param name="epoch">The <see cref="Epoch"/> in which the query was sent.</param>
    public void End(int epoch)
    {
        lock (_lock)
        {
            if (epoch == _epoch) (_until, _consecutive, _suspect) = (null, 0, null);
        }
    }

    private TimeSpan Now => timeProvider.GetElapsedTime(_start);

    private TimeSpan? LeftAt(TimeSpan now) => _until is { } until && until > now ? until - now : null;

    private TimeSpan LengthOf(CheckReport report)
    {
        if (report.RetryAfter is { } requested && requested > Pauses.First)
            return requested < LongestRetryAfter ? requested : LongestRetryAfter;
        // Settings are not corrected without an intervention.
        if (report.Failure is TransactionStatusErrorKind.Authentication or TransactionStatusErrorKind.Configuration) return Pauses.Longest;
        return Pauses.DelayAfter(_consecutive + 1);
    }
}
