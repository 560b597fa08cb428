using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>One process of the merchant's application: the production workers, tracker and clients, in simulated surroundings.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The end of the process disposes of its meters.")]
internal sealed class Instance : SimulatedProcess
{
    private readonly World _world;
    private readonly int _slot;
    private readonly int _generation;
    private readonly MeterSource _meters = new();
    private readonly Dictionary<TransactionQuery, ClaimedTransaction> _checks = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Guid, (long Fence, DateTimeOffset At)> _changes = [];
    private readonly ServiceProvider _services;
    private readonly IHostedService _worker;
    private Action<WorkHint>? _onWork;
    private int _callsToCrash;
    private CrashPoint _crash;
    private (int Calls, TimeSpan Time) _suspension;
    private DateTimeOffset? _lastTrouble;

    public Instance(World world, int slot, int generation)
        : base(world.Loop)
    {
        (_world, _slot, _generation) = (world, slot, generation);
        ClockHistory = new ClockHistory(world, this);
        _services = InstanceServices.Create(world, this, _meters);
        _worker = _services.GetServices<IHostedService>().Single(service => service.GetType().Name == "TrackingWorker");
        StoreTime = _services.GetRequiredService<StoreClock>();
        Tracker = _services.GetRequiredService<ITransactionTracker>();
        Notifications = _services.GetServices<IStatusNotificationHandler>().Single();
    }

    public World World => _world;

    public int Slot => _slot;

    /// <summary>The time with which the instance works.</summary>
    public TimeProvider StoreTime { get; }

    public ITransactionTracker Tracker { get; }

    public IStatusNotificationHandler Notifications { get; }

    /// <summary>Whether the host has started and does not stop yet, so that it accepts calls.</summary>
    public bool IsServing { get; private set; }

    /// <summary>When the instance was last suspended, or had a wrong clock; null when it always ran well.</summary>
    public DateTimeOffset? LastTrouble =>
        ClockHistory.WrongUntil is { } wrong && !(wrong < _lastTrouble) ? wrong : _lastTrouble;

    public ClockHistory ClockHistory { get; }

    public async Task StartAsync()
    {
        _world.Log(null, $"{this} starts");
        try
        {
            await _worker.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (TrackingStoreException exception)
        {
            _world.Checker.Fail(null, $"{this} does not start: {exception.Message}");
        }

        IsServing = true;
    }

    /// <summary>Stops in order, within the host's time to stop.</summary>
    public async Task StopAsync(TimeSpan timeout)
    {
        if (IsDead || !IsServing) return;
        IsServing = false;
        _world.Log(null, $"{this} stops");
        using var over = new CancellationTokenSource(timeout, Clock);
        await _worker.StopAsync(over.Token).ConfigureAwait(false);
        if (IsDead) return;
        End();
        await _services.DisposeAsync().ConfigureAwait(false);
        _world.Log(null, $"{this} has stopped");
    }

    /// <summary>Ends the process without any warning.</summary>
    public void Kill(string how)
    {
        if (IsDead) return;
        _world.Log(null, $"{this} {how}");
        End();
    }

    public void Suspend(TimeSpan time)
    {
        if (IsDead) return;
        _world.Log(null, $"{this} is suspended for {time}");
        SuspendedUntil = _world.Loop.Ticks + time.Ticks;
        NoteTrouble(time);
    }

    /// <summary>Sets the wall clock forward or back.</summary>
    public void SetClock(TimeSpan skew)
    {
        if (IsDead || skew == Clock.Skew) return;
        _world.Log(null, $"{this} has a clock that is wrong by {skew}");
        Clock.Skew = skew;
        ClockHistory.NoteChange();
    }

    /// <summary>Makes the process end at one of its next calls of the database.</summary>
    public void CrashAt(int call, CrashPoint point) => (_callsToCrash, _crash) = (call, point);

    /// <summary>Returns the point at which the process ends during the current call; null when it does not end.</summary>
    public CrashPoint? TakeCrash() => _callsToCrash > 0 && --_callsToCrash == 0 ? _crash : null;

    /// <summary>Suspends the process when one of its next calls of the database has taken effect, and its answer is on the way.</summary>
    public void SuspendAt(int call, TimeSpan time) => _suspension = (call, time);

    /// <summary>Returns for how long the process is suspended after the current call; null when it is not.</summary>
    public TimeSpan? TakeSuspension() => _suspension.Calls > 0 && --_suspension.Calls == 0 ? _suspension.Time : null;

    /// <summary>Notes that the instance could not work as usual for a while.</summary>
    public void NoteTrouble() => NoteTrouble(TimeSpan.FromSeconds(30));

    /// <summary>Notes a claim whose query the worker is about to send.</summary>
    public void Hold(ClaimedTransaction claim) => _checks[claim.Transaction.Query] = claim;

    public void Hold(ClaimedChange claim, DateTimeOffset at) => _changes[claim.Change.Id] = (claim.Fence, at);

    /// <summary>Returns the claim of a query, once; null for a query of the merchant's own.</summary>
    public ClaimedTransaction? TakeClaimOf(TransactionQuery query) => _checks.Remove(query, out var claim) ? claim : null;

    /// <summary>Returns the last claim of a change: no handler is called under an earlier one.</summary>
    public (long Fence, DateTimeOffset At) ClaimOf(Guid change) => _changes[change];

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        _onWork = onWork;
        return new Listening(this);
    }

    public void Signal(WorkHint hint)
    {
        if (!IsDead) _onWork?.Invoke(hint);
    }

    public override string ToString() => FormattableString.Invariant($"i{_slot}.{_generation}");

    private void NoteTrouble(TimeSpan time)
    {
        var until = _world.Loop.Now + time;
        if (!(_lastTrouble >= until)) _lastTrouble = until;
    }

    private void End()
    {
        IsDead = true;
        IsServing = false;
        _onWork = null;
        _meters.Dispose();
        _world.Checker.Deliveries.Ended(this);
        _world.Instances.Ended(this);
    }

    private sealed class Listening(Instance instance) : IDisposable
    {
        public void Dispose() => instance._onWork = null;
    }
}
