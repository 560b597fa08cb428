using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>The services of tracking with a scripted store and a manual clock, for tests that construct a worker themselves.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>The jitter of all services.</summary>
    public const double Random = 0.5;

    public Bench(Action<IServiceCollection>? add = null)
    {
        Store = new ScriptedStore(Time);
        Client = new ScriptedTransactionStatusClient("cards", Time);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<JitterSource>(new FixedJitter(Random));
        services.AddLogging(logging => logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
        services.AddScripted(Client);
        services.AddPaymentTracking();
        services.AddSingleton<ITrackingStore>(Store);
        add?.Invoke(services);
        Services = services.BuildServiceProvider();
        Measured = new MetricCollector(PaymentStatusTelemetry.Name, Services.GetRequiredService<IMeterFactory>());
    }

    public ManualTimeProvider Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public ScriptedStore Store { get; }

    /// <summary>The registered client.</summary>
    public ScriptedTransactionStatusClient Client { get; }

    public LogCollector Logs { get; } = new();

    public MetricCollector Measured { get; }

    public ServiceProvider Services { get; }

    public TrackingOptions Options => Services.GetRequiredService<IOptions<TrackingOptions>>().Value;

    public StoreClock Clock => Services.GetRequiredService<StoreClock>();

    public TrackingMetrics Metrics => Services.GetRequiredService<TrackingMetrics>();

    public JitterSource Jitter => Services.GetRequiredService<JitterSource>();

    public ILogger Logger => Logs.CreateLogger("bench");

    /// <summary>The ids of all log lines, in order.</summary>
    public IReadOnlyList<int> Logged => [.. Logs.Lines.Select(line => line.EventId.Id)];

    /// <summary>Returns a pass without a limit, which ends when nothing is due.</summary>
    public static WorkerPass Pass(RunTally? tally = null) =>
        new(new ClaimQuota(null), tally ?? new RunTally(), Task.CompletedTask, CancellationToken.None);

    /// <summary>Returns a pass that ends earlier when its time is up, or later when the producer of its work has not ended.</summary>
    public static WorkerPass TimedPass(CancellationToken timeUp, Task? producer = null) =>
        new(new ClaimQuota(null), new RunTally(), producer ?? Task.CompletedTask, timeUp);

    public LogLine LineOf(int id) => Logs.Lines.Single(line => line.EventId.Id == id);

    public async ValueTask DisposeAsync()
    {
        Measured.Dispose();
        await Services.DisposeAsync();
    }
}
