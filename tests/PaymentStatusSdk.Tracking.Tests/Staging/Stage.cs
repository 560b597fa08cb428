using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>A clock, a SQLite file, and any number of hosts that share both. The clock moves only while all hosts are idle.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tracking-");
    private readonly List<Worker> _workers = [];

    public Stage() => Client = new ScriptedTransactionStatusClient("cards", Time);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ManualTimeProvider Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The client that most tests query.</summary>
    public ScriptedTransactionStatusClient Client { get; init; }

    /// <summary>The store of all hosts instead of a file; null for the file.</summary>
    public MemoryStore? Memory { get; init; }

    public Shop Shop { get; } = new();

    public Ledger Ledger { get; } = new();

    /// <summary>Starts a host with <see cref="Client"/> and both handlers.</summary>
    public Task<Worker> StartAsync(Action<TrackingOptions>? tune = null) =>
        StartAsync(services => services.AddScripted(Client), tune, 1, Shop, Ledger);

    /// <summary>Starts a host with a wall clock of its own.</summary>
    public Task<Worker> StartAsync(TimeProvider clock, Action<TrackingOptions>? tune = null) =>
        StartAsync(services => services.AddScripted(Client).AddSingleton(clock), tune, 1, Shop, Ledger);

    public async Task<Worker> StartAsync(
        Action<IServiceCollection> clients, Action<TrackingOptions>? tune, int workers, params Handler[] handlers)
    {
        var builder = Hosting.Builder();
        var logs = new LogCollector();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(Time);
        // The host measures real time. A test that limits the time of a stop passes a token.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(10));
        clients(builder.Services);
        var isWorker = true;
        builder.Services.AddPaymentTracking(options =>
        {
            tune?.Invoke(options);
            isWorker = options.RunWorker;
        }).UseSqlite(options => (options.ConnectionString, options.SyncEveryCommit) =
            (Path.Combine(_folder.FullName, "tracking.db"), false));
        foreach (var handler in handlers) builder.Services.AddSingleton<IStatusChangeHandler>(handler);
        builder.Services.AddHealthChecks().AddPaymentTracking();
        var store = builder.Services.Last(service => service.ServiceType == typeof(ITrackingStore)).ImplementationType!;
        builder.Services.AddSingleton(
            services => new ObservedStore(Memory ?? (ITrackingStore)ActivatorUtilities.CreateInstance(services, store)));
        builder.Services.AddSingleton<ITrackingStore>(services => services.GetRequiredService<ObservedStore>());
        var host = builder.Build();
        await host.StartAsync(Ct);
        var worker = new Worker(
            host, host.Services.GetRequiredService<ObservedStore>(), logs, isWorker ? workers + (handlers.Length > 0 ? 1 : 0) : 0);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Completes when every host has finished the work that is due.</summary>
    public Task WaitUntilIdleAsync() => UntilAsync(AreAllIdle, "all hosts are idle");

    /// <summary>Moves the clock and waits for the work that became due.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        await WaitUntilIdleAsync();
        // The clock moves first and timers fire afterwards: a lease must not expire during the move for work that a timer starts.
        Time.Jump(time);
        await WaitUntilIdleAsync();
        Time.Advance(Poll);
        await WaitUntilIdleAsync();
    }

    /// <summary>Moves the clock, poll by poll, until the condition is met.</summary>
    public async Task AdvanceUntilAsync(Func<bool> happened)
    {
        for (var polls = 0; !happened(); polls++)
        {
            Assert.True(polls < 100_000, "The expected condition was not met.");
            await WaitUntilIdleAsync();
            if (!happened()) Time.Advance(Poll);
        }

        await WaitUntilIdleAsync();
    }

    /// <summary>
    /// Moves the clock poll by poll while a host is never idle. After each poll, other threads get real time and turns of the thread pool:
    /// a loaded machine needs more time for the same number of turns. The clock also waits until each loop has polled, but not for long,
    /// because a test may block a loop. A host to whose store a test has attached a hook may be blocked for long, so it is not waited for.
    /// </summary>
    public async Task PollUntilAsync(Func<bool> happened)
    {
        for (var polls = 0; !happened(); polls++)
        {
            Assert.True(polls < 600, "The expected condition was not met.");
            Time.Advance(Poll);
            var polling = _workers.Where(worker => worker.Store.Before is null);
            var start = TimeProvider.System.GetTimestamp();
            for (var turns = 0; !happened(); turns++)
            {
                var time = TimeProvider.System.GetElapsedTime(start);
                if (turns > 10_000 && time > TimeSpan.FromMilliseconds(200) && (HaveAllPolled(polling) || time > TimeSpan.FromSeconds(2)))
                    break;
                await Task.Yield();
            }
        }
    }

    /// <summary>Waits for other threads without moving the clock.</summary>
    public static async Task UntilAsync(Func<bool> happened, string expectation)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Safety, $"Timed out waiting for: {expectation}.");
            await Task.Yield();
        }
    }

    // A host that was idle may be woken by a host that is checked after it. That host then starts another timer before it is idle.
    private bool AreAllIdle()
    {
        var started = Time.StartedTimers;
        return _workers.All(worker => worker.IsIdle) && HaveAllPolled(_workers) && Time.StartedTimers == started;
    }

    private bool HaveAllPolled(IEnumerable<Worker> workers) => Time.ActiveTimers >= workers.Sum(worker => worker.IdleTimers);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
