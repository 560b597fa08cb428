using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One shop run by several processes, some of which are killed repeatedly, and its results.</summary>
internal sealed class ManyInstancesRun(
    ManyInstancesOptions options, string store, string connectionString, string? listenConnectionString) : IAsyncDisposable
{
    private readonly Random _random = new(options.Seed);
    private readonly SemaphoreSlim _trackCalls = new(options.MaxConcurrentTrackCalls);
    private readonly SemaphoreSlim _underWay = new(options.PaymentsAtOnce);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(120) };
    private readonly string _folder = Directory.CreateTempSubdirectory("paymentstatus-many-").FullName;
    private readonly List<InstanceProcess> _workers = [];
    private readonly List<InstanceProcess> _webHosts = [];
    private readonly ConcurrentBag<ExpectedPayment> _payments = [];
    private readonly ConcurrentBag<InstanceProcess> _ended = [];
    private readonly ConcurrentBag<string> _stoppedInOrder = [];
    private SimulatedShop _shop = null!;
    private RoundRobinProxy _proxy = null!;
    private readonly Stopwatch _started = Stopwatch.StartNew();
    private readonly LogClock _clock = LogClock.Read();
    private int _instances;
    private int _customers;
    private int _rollbacks;

    public IReadOnlyCollection<ExpectedPayment> Payments => _payments;

    public SimulatedShop Shop => _shop;

    public IReadOnlyList<LedgerLine> ReadLedgers() => LedgerLine.ReadAll(_folder);

    /// <summary>The event logs of the instances, available after all of them have ended.</summary>
    public IReadOnlyList<LogFile> EventLogs =>
    [
        .. _ended.Select(one => new LogFile(InstanceProcess.EventsOf(_folder, one.Name), one.Name, one.CompletedAt!.Value)),
    ];

    /// <summary>A time by which all times of the event logs are known.</summary>
    public LogClock Clock => _clock;

    /// <summary>The names of the gracefully stopped instances.</summary>
    public IReadOnlyCollection<string> StoppedInOrder => _stoppedInOrder;

    /// <summary>The number of orders that the shop has rolled back.</summary>
    public int Rollbacks => _rollbacks;

    /// <summary>A summary of the run in figures.</summary>
    public string Summary(string result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{store}: {_payments.Count} payments, {options.Kills} SIGKILL, {_stoppedInOrder.Count} SIGTERM, {result}, "
        + $"{_started.Elapsed.TotalSeconds:0} s");

    public async Task KillAllAsync()
    {
        foreach (var instance in _workers.Concat(_webHosts)) await EndAsync(instance);
    }

    public async Task StartAsync()
    {
        _shop = await SimulatedShop.StartAsync(options.Seed);
        _proxy = await RoundRobinProxy.StartAsync();
        _shop.NotifyAt(_proxy.Address);
        await File.WriteAllTextAsync(Path.Combine(_folder, "settings.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["Store"] = store,
            ["Patience"] = options.Patience,
            ["IsShop"] = options.IsShop,
            ["ConnectionStrings"] = new Dictionary<string, string?>
            {
                ["Payments"] = connectionString,
                ["Listen"] = listenConnectionString,
            },
            ["PaymentStatus"] = _shop.Settings(_proxy.Address),
        }));
        // All at once: they create the schema together.
        _workers.AddRange(
            await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(index => StartInstanceAsync(isWorker: true, index))));
        if (!options.WorkersAreWebHosts)
            _webHosts.AddRange(
                await Task.WhenAll(Enumerable.Range(0, options.WebHosts).Select(_ => StartInstanceAsync(isWorker: false, index: -1))));
        Balance();
    }

    /// <summary>Customers pay while processes die and are replaced. <paramref name="disasters"/> happen evenly spread in between.</summary>
    public async Task LiveAsync(IReadOnlyList<Func<Task>> disasters, CancellationToken cancellationToken)
    {
        var killing = new List<Func<Task>>(Enumerable.Repeat(KillOneAsync, options.Kills));
        for (var i = 0; i < options.Restarts; i++)
            killing.Insert((i + 1) * killing.Count / (options.Restarts + 1), () => RestartOneAsync(cancellationToken));
        for (var i = 0; i < disasters.Count; i++) killing.Insert((i + 1) * killing.Count / (disasters.Count + 1), disasters[i]);
        var perDisaster = Math.Max(1, options.Payments / killing.Count);
        var underWay = new List<Task>();
        var next = 0;
        for (var number = 0; number < options.Payments; number++)
        {
            await _underWay.WaitAsync(cancellationToken);
            underWay.Add(LivePaymentAsync(_shop.Begin(number), cancellationToken));
            if (number % perDisaster == perDisaster - 1 && next < killing.Count) await killing[next++]();
        }

        while (next < killing.Count) await killing[next++]();
        await Task.WhenAll(underWay);
    }

    /// <summary>Waits until all notifications are acknowledged, no payment is tracked and all changes are delivered.</summary>
    public async Task SettleAsync(ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_workers.Find(worker => worker.HasExited) is { } dead) Assert.Fail($"A worker ended by itself: {await dead.KillAsync()}");
            // Before the rows: a message opens one again.
            var unheard = _shop.Unheard();
            var active = await tracker.ListAsync(new TrackedFilter { Status = TrackingStatus.Active }, CancellationToken.None);
            var pending = await tracker.ListChangesAsync(
                new StatusChangeFilter { Status = DeliveryStatus.Pending }, CancellationToken.None);
            if (unheard.Count == 0 && active.Items.Count == 0 && pending.Items.Count == 0) return;
            if (cancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"""
                    Not settled in time.
                    Unheard: {string.Join(", ", unheard)}
                    Active: {string.Join(", ", active.Items)}
                    Pending: {string.Join(", ", pending.Items)}
                    Instances: {string.Join('\n', await Task.WhenAll(_workers.Concat(_webHosts).Select(instance => instance.KillAsync())))}
                    """);
            }

            // Other processes are at work: there is nothing in this one to wait for.
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _workers.Concat(_webHosts)) await instance.DisposeAsync();
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_shop is not null) await _shop.DisposeAsync();
        _http.Dispose();
        _trackCalls.Dispose();
        _underWay.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task LivePaymentAsync(ExpectedPayment payment, CancellationToken cancellationToken)
    {
        _payments.Add(payment);
        await _trackCalls.WaitAsync(cancellationToken);
        try
        {
            await TrackAsync(payment, cancellationToken);
        }
        finally
        {
            _trackCalls.Release();
        }

        foreach (var move in payment.Moves)
        {
            TimeSpan pause;
            lock (_random) pause = TimeSpan.FromMilliseconds(_random.Next(200, 4_000));
            // The customer's own time, of which a gateway knows nothing.
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            move();
        }

        _underWay.Release();
    }

    /// <summary>Tracks like a shop: repeats the call until it succeeds; repeated calls create one row.</summary>
    private async Task TrackAsync(ExpectedPayment payment, CancellationToken cancellationToken)
    {
        if (!options.IsShop)
        {
            await PostAsync("track", payment.MerchantReference, isRolledBack: false);
            return;
        }

        // Some customers leave; their orders are never committed. Others hesitate: their first order is not committed, the second one is.
        var customer = Interlocked.Increment(ref _customers);
        if (customer % 8 == 0) await PostAsync("orders", payment.MerchantReference + "-X", isRolledBack: true);
        if (customer % 8 == 4) await PostAsync("orders", payment.MerchantReference, isRolledBack: true);
        if (customer % 4 == 0) Interlocked.Increment(ref _rollbacks);
        await PostAsync("orders", payment.MerchantReference, isRolledBack: false);

        Task PostAsync(string path, string reference, bool isRolledBack) => PostUntilItSucceedsAsync(
            path,
            new
            {
                payment.Client,
                MerchantReference = reference,
                payment.GatewayReference,
                SubmittedAt = TimeProvider.System.GetUtcNow().AddMinutes(-10),
                IsRolledBack = isRolledBack,
            },
            cancellationToken);
    }

    private async Task PostUntilItSucceedsAsync<T>(string path, T order, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var response = await _http.PostAsJsonAsync(new Uri(_proxy.Address, path), order, cancellationToken);
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // The host was killed under the request.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, cancellationToken);
        }
    }

    private async Task KillOneAsync()
    {
        var index = PickOne();
        await EndAsync(_workers[index]);
        await ReplaceAsync(index);
    }

    /// <summary>Stops an instance gracefully while the others continue, like a rolling deployment.</summary>
    private async Task RestartOneAsync(CancellationToken cancellationToken)
    {
        var index = PickOne();
        await _workers[index].StopAsync(cancellationToken);
        _stoppedInOrder.Add(_workers[index].Name);
        await EndAsync(_workers[index]);
        await ReplaceAsync(index);
    }

    private int PickOne()
    {
        lock (_random) return _random.Next(_workers.Count);
    }

    private async Task EndAsync(InstanceProcess instance)
    {
        await instance.DisposeAsync();
        _ended.Add(instance);
    }

    private async Task ReplaceAsync(int index)
    {
        _workers[index] = await StartInstanceAsync(isWorker: true, index);
        Balance();
    }

    private void Balance() => _proxy.Use((options.WorkersAreWebHosts ? _workers : _webHosts).Select(host => host.Address));

    private Task<InstanceProcess> StartInstanceAsync(bool isWorker, int index) => InstanceProcess.StartAsync(
        _folder,
        Interlocked.Increment(ref _instances).ToString(CultureInfo.InvariantCulture),
        isWorker,
        index == 0 ? options.Skew : null);
}
