using System.Diagnostics;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>
/// Writes the event log of this process. Every line is handed to the operating system at once, so it survives a SIGKILL. Thread-safe.
/// </summary>
public sealed class EventLog(string file) : IDisposable
{
    private readonly FileStream _stream = new(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly Lock _lock = new();
    private int _calls;

    /// <summary>The time on the monotonic clock.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    /// <summary>Logs what the process has done just now, or what a call that began at a time has returned.</summary>
    /// <param name="events">The events. The reader sets a time that is missing.</param>
    /// <param name="from">The timestamp before the call; null without a call.</param>
    public void Add(IReadOnlyList<TrackingEvent> events, long? from = null)
    {
        if (events.Count > 0) Write(at => new EventsLogged(at, from ?? at, events));
    }

    /// <summary>Logs that a call is about to be made, and returns its number.</summary>
    /// <param name="events">What happens if the call takes effect.</param>
    /// <param name="wake">The rows that the call wakes by their keys.</param>
    public int Begin(IReadOnlyList<TrackingEvent> events, WakeRequest? wake = null)
    {
        var call = Interlocked.Increment(ref _calls);
        Write(at => new CallStarted(at, call, events) { Wake = wake });
        return call;
    }

    /// <summary>Logs that a call has returned.</summary>
    /// <param name="call">The number of the call.</param>
    /// <param name="outcomes">The outcome of each event; empty when they are not known.</param>
    /// <param name="count">The number of rows that were woken.</param>
    public void End(int call, IReadOnlyList<CommitOutcome> outcomes, int count = 0) =>
        Write(at => new CallEnded(at, call, outcomes, count));

    public void Dispose() => _stream.Dispose();

    private void Write(Func<long, LogLine> line)
    {
        // The time is read under the lock, so that the times of a file never go back.
        lock (_lock) _stream.Write(line(Now).ToUtf8());
    }
}
