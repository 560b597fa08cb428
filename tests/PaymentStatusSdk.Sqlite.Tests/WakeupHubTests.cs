using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The waiters of a process are woken by their own signals, and by those of a channel.</summary>
public sealed class WakeupHubTests : SqliteTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedChannel _channel = new();
    private readonly List<WorkHint> _hints = [];

    [Fact]
    public void Waiters_poll_less_often_while_signals_of_other_instances_arrive()
    {
        var hub = Hub();

        Assert.Equal(TimeSpan.FromMilliseconds(50), hub.PollInterval);
        _channel.IsListening = true;
        Assert.Equal(TimeSpan.FromSeconds(2), hub.PollInterval);
        Assert.Equal(TimeSpan.FromMilliseconds(50), new WakeupHub(Scripted()).PollInterval);
    }

    [Fact]
    public void Signal_is_sent_to_other_instances_unless_all_are_meant_or_there_is_no_channel()
    {
        Assert.Equal("checks", Assert.Single(Assert.Single(Hub().Send("checks")).Values).Value);
        Assert.Equal("checks to all", Assert.Single(Assert.Single(Hub().Send("checks", reachesSender: true)).Values).Value);
        var without = new WakeupHub(Scripted());
        Assert.Empty(without.Send("checks"));
        without.Start();
        Assert.Equal(0, _channel.Starts);
    }

    [Fact]
    public async Task Received_signals_wake_the_workers_or_the_waiters_of_their_key()
    {
        var hub = Hub();
        hub.Start();
        Assert.Equal(1, _channel.Starts);
        using var listening = hub.OnWork(_hints.Add);
        using var one = hub.Watch("lock-a", _clock);
        using var another = hub.Watch("lock-a", _clock);
        using var other = hub.Watch("lock-b", _clock);
        Task[] waits = [one.Signal.WaitAsync(Hour, Ct), another.Signal.WaitAsync(Hour, Ct), other.Signal.WaitAsync(Hour, Ct)];

        _channel.Receive("checks");
        _channel.Receive("changes");
        _channel.Receive("lock-A");
        Assert.Equal([WorkHint.Checks, WorkHint.Changes], _hints);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));

        _channel.Receive("lock-a");
        await Task.WhenAll(waits[..2]);
        Assert.False(waits[2].IsCompleted);
        Assert.Equal(2, _hints.Count);

        // Signals may have been missed.
        _channel.Receive(null);
        await waits[2];
        await one.Signal.WaitAsync(Hour, Ct);
        Assert.Equal([WorkHint.Checks, WorkHint.Changes, WorkHint.Unknown], _hints);
    }

    [Fact]
    public async Task Disposed_waiter_of_a_key_leaves_the_others()
    {
        var hub = Hub();
        var gone = hub.Watch("lock-a", _clock);
        using var left = hub.Watch("lock-a", _clock);
        gone.Dispose();
        gone.Dispose();
        Assert.Equal(1, hub.WatchedKeys);
        Task[] waits = [gone.Signal.WaitAsync(Hour, Ct), left.Signal.WaitAsync(Hour, Ct)];

        hub.Signal("lock-a");

        await waits[1];
        Assert.False(waits[0].IsCompleted);
        left.Dispose();
        // Keys of mailboxes are random: they must not stay in memory.
        Assert.Equal(0, hub.WatchedKeys);
        hub.Signal("lock-a");
        var next = hub.Watch("lock-a", _clock);
        hub.Signal("lock-a");
        await next.Signal.WaitAsync(Hour, Ct);
    }

    [Fact]
    public void Disposed_listener_leaves_the_others_also_with_the_same_delegate()
    {
        var hub = Hub();
        Action<WorkHint> twice = _hints.Add;
        var counts = new int[2];
        using var first = hub.OnWork(_ => counts[0]++);
        var gone = hub.OnWork(twice);
        var left = hub.OnWork(twice);
        using var last = hub.OnWork(_ => counts[1]++);

        gone.Dispose();
        gone.Dispose();
        hub.SignalWork(WorkHint.Changes);
        Assert.Equal([WorkHint.Changes], _hints);

        left.Dispose();
        hub.SignalWork(WorkHint.Checks);
        Assert.Single(_hints);
        Assert.Equal([2, 2], counts);
    }

    [Fact]
    public void Names_of_signals_are_stable_and_hide_the_key()
    {
        Assert.Equal(("checks", "changes"), (StoreSignal.Checks, StoreSignal.Changes));
        Assert.Equal("lock-ca978112ca1bbdcafac231b3", StoreSignal.OfLock("a"));
        Assert.Equal("mailbox-ca978112ca1bbdcafac231b3", StoreSignal.OfMailbox("a"));
    }

    private WakeupHub Hub()
    {
        var dialect = Scripted();
        dialect.Wakeups = _channel;
        return new WakeupHub(dialect);
    }
}
