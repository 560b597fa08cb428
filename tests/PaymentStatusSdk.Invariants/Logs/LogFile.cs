using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>The event log of a process that has ended.</summary>
/// <param name="File">The file.</param>
/// <param name="Instance">The name of the process, for messages.</param>
/// <param name="ExitedAt">When the process had exited, on the monotonic clock.</param>
public sealed record LogFile(string File, string Instance, long ExitedAt)
{
    /// <summary>Reads the events. The last line of a process that was killed may be cut: then it does not count.</summary>
    internal IReadOnlyList<LoggedEvent> Read(LogClock clock, out IReadOnlyList<LoggedWake> wakes)
    {
        var lines = ReadLines();
        var ends = lines.OfType<CallEnded>().ToDictionary(end => end.Call);
        var events = new List<LoggedEvent>();
        var woken = new List<LoggedWake>();
        foreach (var line in lines)
        {
            if (line is EventsLogged logged)
                events.AddRange(logged.Events.Select(e => new LoggedEvent(Timed(e, logged.From, clock), logged.From, logged.At)));
            if (line is not CallStarted call) continue;
            var end = ends.GetValueOrDefault(call.Call);
            if (call.Wake is { } wake) woken.Add(new LoggedWake(wake, call.At, end?.At ?? LoggedEvent.Unknown, end?.Count));
            for (var index = 0; index < call.Events.Count; index++)
                events.Add(Ended(Timed(call.Events[index], call.At, clock), call.At, end, index));
        }

        // Handlers that still ran ended with their process.
        events.AddRange(ReadUnendedHandlers().Select(started => new LoggedEvent(
            new HandlerEnded(clock.TimeOf(ExitedAt), started.RowId, started.ChangeId, started.Fence, HandlerEnd.Crashed)
            {
                Handler = started.Handler,
                Instance = Instance,
            },
            lines[^1].At, ExitedAt)));
        wakes = woken;
        return events;
    }

    /// <summary>Returns the handlers that still ran when the process ended.</summary>
    public IReadOnlyCollection<HandlerStarted> ReadUnendedHandlers()
    {
        var running = new Dictionary<(Guid, long, string), HandlerStarted>();
        foreach (var e in ReadLines().OfType<EventsLogged>().SelectMany(line => line.Events))
        {
            if (e is HandlerStarted started) running[(started.ChangeId, started.Fence, started.Handler)] = started;
            if (e is HandlerEnded ended) running.Remove((ended.ChangeId, ended.Fence, ended.Handler));
        }

        return running.Values;
    }

    private LogLine[] ReadLines()
    {
        var text = System.IO.File.ReadAllText(File);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(LogLine.Parse)];
    }

    private static LoggedEvent Ended(TrackingEvent e, long from, CallEnded? end, int index)
    {
        if (end is null) return new LoggedEvent(e, from, LoggedEvent.Unknown) { IsCertain = false };
        var outcome = end.Outcomes.Count == 0 ? CommitOutcome.Written : end.Outcomes[index];
        var isCertain = e switch
        {
            // The store does not report what it has written.
            DeliveryCommitted => end.Outcomes.Count > 0,
            RowWoken or RowStopped or ChangeRedelivered => outcome == CommitOutcome.Written,
            _ => true,
        };
        return new LoggedEvent(
            e switch
            {
                CheckCommitted committed => committed with { Outcome = outcome },
                DeliveryCommitted committed => committed with { IsWritten = outcome == CommitOutcome.Written },
                _ => e,
            },
            from, end.At)
        {
            IsCertain = isCertain,
        };
    }

    private TrackingEvent Timed(TrackingEvent e, long from, LogClock clock)
    {
        var machine = clock.TimeOf(from);
        e = e with { Instance = Instance };
        if (e.At == default) return e with { At = machine };
        // The store compares the times that it is given. They must not differ from the machine's, which is the database's.
        return e is CheckClaimed or ChangeClaimed or CheckCommitted ? e with { DatabaseAt = e.At, WallAt = machine } : e;
    }
}

/// <summary>A call that wakes rows by their keys.</summary>
/// <param name="Request">The keys.</param>
/// <param name="From">When the call was made.</param>
/// <param name="To">When it returned.</param>
/// <param name="Count">The number of rows that were woken; null when it is not known.</param>
internal sealed record LoggedWake(WakeRequest Request, long From, long To, int? Count);
