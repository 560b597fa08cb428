using System.Diagnostics;
using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The event log of one process that a test makes up. All times are seconds from the start of the run.</summary>
internal sealed class ProcessLog(string name)
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<LogLine> _lines = [];
    private int _calls;

    public static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    public static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    /// <summary>Claims a row for a check, with a lease of ten seconds.</summary>
    public ProcessLog Claims(double at, long row, long fence, int checks = 0, long wakes = 0, double? machine = null) => Add(
        machine ?? at, new CheckClaimed(At(at), row, fence, At(at + 10)) { Counts = new ClaimedCounts(wakes, checks) });

    public ProcessLog Answers(double at, long row, long fence, TransactionStatusResult? result) =>
        Add(at, new QueryAnswered(default, row, fence, At(at - 0.1), result));

    /// <summary>Commits a check. Without an outcome, the process ends before it sees one.</summary>
    public ProcessLog Commits(
        double from, double to, TrackedTransaction row, long fence, CommitOutcome? outcome = CommitOutcome.Written,
        params StatusChange[] changes)
    {
        var commit = new CheckCommitted(At(from), row, fence, CommitOutcome.Written, changes) { DueIfWoken = At(from + 5) };
        return Call(from, to, outcome is { } known ? [known] : null, 0, null, commit);
    }

    public ProcessLog Wakes(double from, double to, int count, string gatewayReference) => Call(
        from, to, [], count, new WakeRequest(At(from), At(from + 1_000)) { ClientName = Payment.Client, GatewayKey = gatewayReference });

    /// <summary>Claims a change, with a lease of ten seconds.</summary>
    public ProcessLog ClaimsChange(double at, StatusChange change, long fence, bool hasExpiredLease = false) => Add(
        at, new ChangeClaimed(At(at), change.Transaction.Id, change.Id, fence, At(at + 10)) { HasExpiredLease = hasExpiredLease });

    public ProcessLog Handles(double at, StatusChange change, long fence) =>
        Add(at, new HandlerStarted(default, change.Transaction.Id, change.Id, fence));

    public ProcessLog HasHandled(double at, StatusChange change, long fence, HandlerEnd end = HandlerEnd.Completed) =>
        Add(at, new HandlerEnded(default, change.Transaction.Id, change.Id, fence, end));

    /// <summary>Commits a delivery. The store does not report whether it was written.</summary>
    public ProcessLog CommitsDelivery(
        double from, double? to, StatusChange change, long fence, DeliveryStatus status = DeliveryStatus.Delivered) => Call(
        from, to ?? 0, to is null ? null : [], 0, null,
        new DeliveryCommitted(default, change.Transaction.Id, change.Id, fence, status, IsWritten: true));

    /// <summary>Claims, handles and commits a change.</summary>
    public ProcessLog Delivers(double from, double to, StatusChange change, long fence) => ClaimsChange(from, change, fence)
        .Handles(from + 0.1, change, fence).HasHandled(to - 0.1, change, fence).CommitsDelivery(to, to + 0.1, change, fence);

    public LogFile Write(string folder, double endedAt = 1_000, string cut = "")
    {
        var file = Path.Combine(folder, name);
        using var stream = File.Create(file);
        foreach (var line in _lines.OrderBy(line => line.At)) stream.Write(line.ToUtf8());
        stream.Write(System.Text.Encoding.UTF8.GetBytes(cut));
        return new LogFile(file, name, Ticks(endedAt));
    }

    private ProcessLog Add(double at, TrackingEvent e)
    {
        _lines.Add(new EventsLogged(Ticks(at), Ticks(at), [e]));
        return this;
    }

    private ProcessLog Call(
        double from, double to, IReadOnlyList<CommitOutcome>? outcomes, int count, WakeRequest? wake, params TrackingEvent[] events)
    {
        _lines.Add(new CallStarted(Ticks(from), ++_calls, events) { Wake = wake });
        if (outcomes is not null) _lines.Add(new CallEnded(Ticks(to), _calls, outcomes, count));
        return this;
    }
}
