using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The checker reads exactly the events that a process has logged.</summary>
public sealed class EventLogTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("paymentstatus-log-").FullName, "events");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void Lines_are_complete_while_the_process_still_runs()
    {
        using var log = new EventLog(_file);
        log.Add([new QueryAnswered(default, 1, 2, ProcessLog.At(3), Payment.Answer(PaymentState.Captured))]);
        var call = log.Begin([], new WakeRequest(ProcessLog.At(1), ProcessLog.At(2)) { ClientName = "cards", GatewayKey = "g" });
        log.End(call, [CommitOutcome.Written], count: 1);

        var lines = File.ReadAllLines(_file).Select(LogLine.Parse).ToArray();

        var answered = Assert.IsType<QueryAnswered>(Assert.Single(Assert.IsType<EventsLogged>(lines[0]).Events));
        Assert.Equal((1, 2, ProcessLog.At(3)), (answered.RowId, answered.Fence, answered.AskedAt));
        Assert.Equal(Payment.Answer(PaymentState.Captured), answered.Result);
        Assert.Equal(("cards", "g"), (((CallStarted)lines[1]).Wake!.ClientName, ((CallStarted)lines[1]).Wake!.GatewayKey));
        Assert.Equal((call, 1), (((CallEnded)lines[2]).Call, ((CallEnded)lines[2]).Count));
        Assert.Equal(lines.Select(line => line.At).Order(), lines.Select(line => line.At));
    }

    [Fact]
    public void Every_event_is_read_as_it_was_written()
    {
        var row = Payment.Row().After(Payment.Answer(PaymentState.Pending), next: 20, sequence: 1);
        var (at, change) = (ProcessLog.At(1), row.Change());
        TrackingEvent[] events =
        [
            new RowEnrolled(at, Payment.Row(), 0), new RowWoken(at, 1), new RowStopped(at, 1, 2), new CheckClaimed(at, 1, 2, at),
            new CheckRenewed(at, 1, 2, at), new QueryAnswered(at, 1, 2, at, null),
            new CheckCommitted(at, row, 2, CommitOutcome.Written, [change]) { DueIfWoken = at },
            new ChangeClaimed(at, 1, change.Id, 2, at), new ChangeRenewed(at, 1, change.Id, 2, at),
            new HandlerStarted(at, 1, change.Id, 2) { Handler = "one" }, new HandlerEnded(at, 1, change.Id, 2, HandlerEnd.Completed),
            new DeliveryCommitted(at, 1, change.Id, 2, DeliveryStatus.Delivered, true), new ChangeRedelivered(at, 1, change.Id),
            new EffectCommitted(at, 1, change.Id, 2), new RowPruned(at, 1), new ChangePruned(at, 1, change.Id),
            new RowNotWoken(at, 1, new WakeRequest(at, at) { Id = 1 }),
        ];
        using (var log = new EventLog(_file)) log.Add(events);

        var read = Assert.IsType<EventsLogged>(LogLine.Parse(File.ReadAllText(_file))).Events;

        Assert.Equal(events.Select(e => e.GetType()), read.Select(e => e.GetType()));
        var written = (CheckCommitted)read[6];
        Assert.Equal((row.Belief, row.Status, row.NextCheckAt), (written.Row.Belief, written.Row.Status, written.Row.NextCheckAt));
        Assert.Equal(change.Id, Assert.Single(written.Changes).Id);
        Assert.Equal(events.Where(HasNoRow), read.Where(HasNoRow));

        // Rows are compared above: their lists are equal by content only.
        static bool HasNoRow(TrackingEvent e) => e is not (RowEnrolled or CheckCommitted);
    }
}
