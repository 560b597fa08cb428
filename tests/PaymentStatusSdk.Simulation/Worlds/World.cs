using PaymentStatusSdk.Simulation.Checking;
using PaymentStatusSdk.Simulation.Gateways;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Worlds;

/// <summary>
/// One world: four instances, a database, three gateways, merchants and notifications for a month of virtual time. All of it comes from one
/// seed.
/// </summary>
internal sealed class World : IDisposable
{
    private static readonly TimeSpan Arrival = TimeSpan.FromDays(1);
    private static readonly TimeSpan Busy = TimeSpan.FromHours(36);
    private static readonly TimeSpan Troubled = TimeSpan.FromDays(30);
    private static readonly TimeSpan All = TimeSpan.FromDays(33);

    private readonly int _number;
    private readonly EventLog _log;
    private readonly List<Order> _orders = [];
    private readonly MerchantModel _merchants;
    private readonly NotificationModel _notifications;

    public World(ulong seed, int number, int lives, TextWriter? writer)
    {
        _number = number;
        _log = new EventLog(writer);
        Random = new SeededRandom(SeededRandom.SeedOf(seed, number));
        HasStoreClock = Random.Chance(0.7);
        TrackingOptions = new TrackingOptions
        {
            PollInterval = TimeSpan.FromSeconds(10),
            MaintenanceInterval = TimeSpan.FromHours(1),
            CompletedRetention = TimeSpan.FromDays(25),
            DeliveredRetention = TimeSpan.FromDays(20),
            Clients = { [GatewayList.Wallets] = new ClientTrackingOptions { Schedule = OwnSchedules.ForClient } },
        };
        Checker = new Checker(this);
        Store = new StoreModel(this);
        Faults = new DatabaseFaults(this);
        Instances = new InstanceFleet(this);
        Handlers = new HandlerModel(this);
        Gateways = GatewayList.Create(this);
        _merchants = new MerchantModel(this);
        _notifications = new NotificationModel(this);
        var plan = new OrderPlan(Random.Fork("orders"));
        for (var life = 1; life <= lives; life++)
        {
            var order = plan.Draw(life, Gateways[Random.Next(Gateways.Count)], EventLoop.Start + Random.Between(TimeSpan.Zero, Arrival));
            order.Gateway.Add(order);
            _orders.Add(order);
        }
    }

    public EventLoop Loop { get; } = new();

    public SeededRandom Random { get; }

    public TrackingOptions TrackingOptions { get; }

    /// <summary>Whether the database has a clock; otherwise instances note their times in it.</summary>
    public bool HasStoreClock { get; }

    public Checker Checker { get; }

    public StoreModel Store { get; }

    public DatabaseFaults Faults { get; }

    public InstanceFleet Instances { get; }

    public IReadOnlyList<GatewayModel> Gateways { get; }

    public HandlerModel Handlers { get; }

    /// <summary>Whether nothing fails any more, so that everything has to come to its end.</summary>
    public bool IsCalm { get; private set; }

    public static DateTimeOffset CalmFrom => EventLoop.Start + Troubled;

    /// <summary>The mean time between two faults of a kind.</summary>
    public TimeSpan Pace => Loop.Ticks < Busy.Ticks ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    public static string Show(DateTimeOffset time) => (time - EventLoop.Start).ToString("c");

    public Order AnyOrder(SeededRandom random) => _orders[random.Next(_orders.Count)];

    /// <summary>Returns the order of a transaction.</summary>
    public Order OrderOf(TrackedTransaction row) => Gateways.First(gateway => gateway.Name == row.ClientName)
        .OrderOf(row.GatewayReference, row.MerchantReference) ?? throw new InvalidOperationException($"No order has {row}.");

    public void Log(Order? order, string text)
    {
        _log.Add(Loop.Ticks, order?.MerchantReference, text);
        order?.Lines.Add((Loop.Ticks, text));
    }

    /// <summary>Ends the world with an error when a task of the simulation fails.</summary>
    public void Watch(Task task)
    {
        if (!task.IsCompletedSuccessfully) _ = WatchAsync(task);
    }

    public async Task<WorldResult> RunAsync()
    {
        Loop.Post(TimeSpan.Zero, null, Begin);
        try
        {
            await Loop.RunAsync(All).ConfigureAwait(false);
            if (Checker.Violation is null) Checker.End();
        }
        catch (Exception exception)
        {
            // Ignored after a violation, which may have left the models in any state.
            Checker.Fail(null, $"An exception escaped: {exception}");
        }

        return new WorldResult(_number, _orders.Count, Convert.ToHexStringLower(_log.ToDigest()), All, Checker.Violation)
        {
            Figures = new WorldFigures
            {
                Events = Loop.Count,
                Lines = _log.Count,
                Checks = Store.Rows.Sum(row => (long)row.ToTransaction().CheckCount),
                Changes = Store.Changes.LastNumber,
                Ends = Instances.Ends,
            },
        };
    }

    public void Dispose() => _log.Dispose();

    private void Begin()
    {
        Instances.Begin();
        Faults.Begin();
        foreach (var gateway in Gateways) gateway.Weather.Begin();
        foreach (var order in _orders)
        {
            _merchants.Begin(order, order.Begin);
            _notifications.Begin(order);
        }

        _merchants.BeginRedelivery(TimeSpan.FromHours(6));
        Loop.Post(Busy, null, () =>
        {
            // Fewer polls, so that the quiet days take less time.
            TrackingOptions.PollInterval = TimeSpan.FromMinutes(10);
            TrackingOptions.Lease = TimeSpan.FromHours(1);
            TrackingOptions.MaintenanceInterval = TimeSpan.FromHours(6);
        });
        Loop.Post(Troubled, null, () =>
        {
            Log(null, "from now on, nothing fails");
            IsCalm = true;
            Instances.Calm();
        });
    }

    private async Task WatchAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Checker.Fail(null, $"An exception escaped: {exception}");
        }
    }
}
