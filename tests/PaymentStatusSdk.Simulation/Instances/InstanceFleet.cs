using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>The instances of the merchant's application, and what happens to them.</summary>
internal sealed class InstanceFleet(World world)
{
    public const int Size = 4;

    /// <summary>A process whose clock is behind by that much does not work at once, even if the last noted time is a minute old.</summary>
    private static readonly TimeSpan ShortestLag = 2 * ClockHistory.Silence;

    private static readonly TimeSpan LongestError = TimeSpan.FromHours(3);

    private readonly SeededRandom _random = world.Random.Fork("instances");
    private readonly Instance?[] _slots = new Instance?[Size];
    private readonly int[] _generations = new int[Size];

    /// <summary>The number of processes that have ended.</summary>
    public int Ends { get; private set; }

    public void Begin()
    {
        for (var slot = 0; slot < Size; slot++)
        {
            Start(slot, TimeSpan.FromSeconds(slot));
            Trouble(slot);
        }
    }

    /// <summary>Returns an instance that accepts calls; null when there is none.</summary>
    public Instance? Pick(SeededRandom random)
    {
        var serving = _slots.Where(one => one is { IsDead: false, IsServing: true }).ToArray();
        return serving.Length == 0 ? null : serving[random.Next(serving.Length)];
    }

    /// <summary>Notifies the workers of all instances, as the database does. Notifications to other instances may be lost.</summary>
    public void Signal(WorkHint hint, Instance sender)
    {
        sender.Signal(hint);
        foreach (var other in _slots)
        {
            if (other is null || other == sender || other.IsDead || _random.Chance(0.1)) continue;
            world.Loop.Post(_random.Spread(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(50)), other, () => other.Signal(hint));
        }
    }

    /// <summary>Starts the next process in the place of one that has ended.</summary>
    public void Ended(Instance instance)
    {
        if (_slots[instance.Slot] != instance) return;
        _slots[instance.Slot] = null;
        Ends++;
        Start(
            instance.Slot,
            world.IsCalm ? TimeSpan.FromSeconds(5) : _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(20)));
    }

    /// <summary>Repairs everything: no clock is wrong any more.</summary>
    public void Calm()
    {
        foreach (var instance in _slots) instance?.SetClock(TimeSpan.Zero);
    }

    private void Start(int slot, TimeSpan delay) => world.Loop.Post(delay, null, () =>
    {
        if (_slots[slot] is not null) return;
        var instance = _slots[slot] = new Instance(world, slot, ++_generations[slot]);
        if (MayStartBehind(instance) && _random.Chance(0.3)) SetClock(instance, -_random.Spread(ShortestLag, LongestError));
        world.Watch(instance.StartAsync());
    });

    /// <summary>Does something to an instance, again and again.</summary>
    private void Trouble(int slot) => world.Loop.Post(_random.Exponential(world.Pace), null, () =>
    {
        if (world.IsCalm) return;
        Trouble(slot);
        if (_slots[slot] is not { IsDead: false } instance) return;
        switch (_random.Next(10))
        {
            case 0:
                instance.Kill("is killed");
                break;
            case 1 or 2 or 3:
                instance.CrashAt(1 + _random.Next(20), _random.Chance(0.5) ? CrashPoint.BeforeCall : CrashPoint.AfterCall);
                break;
            case 4:
                world.Watch(instance.StopAsync(TimeSpan.FromSeconds(30)));
                break;
            case 5:
                // Stops in the middle of its work.
                world.Loop.Post(TimeSpan.Zero, null, () => world.Watch(instance.StopAsync(TimeSpan.FromSeconds(_random.Next(30)))));
                break;
            case 6 or 7:
                instance.SuspendAt(1 + _random.Next(20), _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));
                break;
            case 8:
                instance.Suspend(_random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));
                break;
            default:
                Skew(instance);
                break;
        }
    });

    // One instance has a wrong clock at a time. Most differences are small; larger ones make the instance refuse to work.
    private void Skew(Instance instance)
    {
        if (instance.Slot != 0) return;
        var skew = _random.Spread(TimeSpan.FromMilliseconds(100), LongestError);
        SetClock(instance, _random.Chance(0.5) ? skew : -skew);
    }

    // Without a clock of the database, a process that starts with a clock that is ahead may work at once, and its calls write times that
    // are ahead, for which the rules on delays have no measure. A clock that is behind is contradicted by the other instances.
    private bool MayStartBehind(Instance instance) =>
        instance.Slot == 0 && _generations[0] > 1 && !world.HasStoreClock && !world.IsCalm;

    private void SetClock(Instance instance, TimeSpan skew)
    {
        instance.SetClock(skew);
        world.Loop.Post(
            _random.Spread(TimeSpan.FromMinutes(1), TimeSpan.FromHours(6)), instance, () => instance.SetClock(TimeSpan.Zero));
    }
}
