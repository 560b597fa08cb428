using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>
/// Checks a world while it runs: the invariants of tracking on its events, and what only this world knows. The first violation ends it.
/// </summary>
internal sealed class Checker
{
    private readonly World _world;
    private readonly InvariantChecker _invariants;

    public Checker(World world)
    {
        _world = world;
        var options = world.TrackingOptions;
        // Without a clock of the database, the clocks of two instances may differ as far as tracking allows.
        var tolerance = TimeSpan.FromSeconds(1) + (world.HasStoreClock ? TimeSpan.Zero : options.MaxClockDifference);
        var settings = new InvariantSettings();
        _invariants = new InvariantChecker(settings with
        {
            SeesEveryEvent = true,
            MaxWakeDelay = options.NotificationInterval + tolerance,
            MaxRecheckDelay = settings.MaxRecheckDelay + tolerance,
            MaxDeliveryTries = options.MaxDeliveryTries,
            MaxHandlerTime = options.HandlerTimeout + options.OverrunSlack,
            MaxClockDifference = options.MaxClockDifference,
            Handlers = [HandlerModel.Orders, HandlerModel.Ledger],
        });
        Checks = new CheckEvents(world, this);
        Deliveries = new DeliveryEvents(world, this);
        Rules = new WorldRules(world, this);
        Schedules = new ScheduleRules(world, this);
        Statements = new StatementRules(world, this);
        Truth = new TruthRules(world, this);
    }

    /// <summary>The events of rows.</summary>
    public CheckEvents Checks { get; }

    /// <summary>The events of changes.</summary>
    public DeliveryEvents Deliveries { get; }

    /// <summary>The rules that only this world can check.</summary>
    public WorldRules Rules { get; }

    /// <summary>The rules on the times of checks.</summary>
    public ScheduleRules Schedules { get; }

    /// <summary>The rules on what the merchant has stated.</summary>
    public StatementRules Statements { get; }

    /// <summary>The rules on what rows read at the end.</summary>
    public TruthRules Truth { get; }

    /// <summary>The violation; null when there is none.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>The time of the database's clock; null when it has none.</summary>
    public DateTimeOffset? DatabaseTime => _world.HasStoreClock ? _world.Loop.Now : null;

    /// <summary>Reports a violation.</summary>
    public void Fail(Order? order, string text)
    {
        if (Violation is not null) return;
        _world.Log(order, $"VIOLATION: {text}");
        Violation = new Violation(text, LinesOf(order));
        _world.Loop.IsStopped = true;
    }

    /// <summary>Returns whether an instance has run without disturbance since a time, so that it kept its leases.</summary>
    public bool IsHealthy(Instance instance, DateTimeOffset since) =>
        !(instance.LastTrouble >= since) && !(_world.Faults.LastTrouble >= since) && instance.IsServing;

    /// <summary>Applies the invariants to an event.</summary>
    public void Add(Order order, TrackingEvent e)
    {
        _invariants.Add(e);
        Report(order);
    }

    /// <summary>Applies the invariants, and the rules on its next check, to a row as it is stored.</summary>
    public void Stored(TrackedRecord row)
    {
        _invariants.CheckStored(row.ToTransaction(), row.IsLeased, row.Changes);
        Report(row.Order);
        Schedules.Stored(row);
    }

    public void End()
    {
        _invariants.CheckSettled();
        Report(null);
        Rules.End();
        Statements.End();
    }

    private static string[] LinesOf(Order? order) => order is null ? []
        : [.. order.Lines.TakeLast(40).Select(line => $"{World.Show(EventLoop.Start.AddTicks(line.Ticks))} {line.Text}")];

    private void Report(Order? order)
    {
        if (_invariants.Violations.Count > 0) Fail(order, _invariants.Violations[0]);
    }
}

/// <summary>A violated invariant.</summary>
/// <param name="Text">The violation.</param>
/// <param name="Lines">The last events of the payment.</param>
internal sealed record Violation(string Text, IReadOnlyList<string> Lines);
