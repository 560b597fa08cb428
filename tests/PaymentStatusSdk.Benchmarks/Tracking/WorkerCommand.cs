using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>
/// One worker process: <c>worker STORE CONNECTION GATEWAY CONCURRENCY SECONDS DUE</c>; the store <c>none</c> asks bare queries.
/// </summary>
internal static class WorkerCommand
{
    private const double MiB = 1024 * 1024;

    public static async Task<int> RunAsync(string[] args)
    {
        var (store, connection, gateway) = (args[0], args[1], new Uri(args[2]));
        var (concurrency, seconds, due) = (Number(args[3]), Number(args[4]), Number(args[5]));
        using var stop = new CancellationTokenSource();
        await using var work = store == "none"
            ? Bare(gateway, concurrency, due, stop.Token)
            : await TrackAsync(store, connection, gateway, concurrency);
        var writtenBefore = WrittenBytes();
        Console.WriteLine("ready");
        if (await Console.In.ReadLineAsync() is null) return 1;
        work.Start();
        // Compiled, connected and with warm caches before anything counts: four processes on two cores compile for seconds.
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        work.DrainClaimTimes();
        var (before, started, resident) = (work.Count(), Stopwatch.GetTimestamp(), ResidentMiB());
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        var perSecond = (work.Count() - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var claims = work.DrainClaimTimes();
        var growth = ResidentMiB() - resident;
        await stop.CancelAsync();
        var claim = claims.Length == 0 ? 0 : Compare.Measurement.Median(claims);
        Console.WriteLine(new WorkerReport(perSecond, claim, PeakMiB(), growth, work.Count(), WrittenBytes() - writtenBefore));
        return 0;
    }

    private static Work Bare(Uri gateway, int concurrency, int due, CancellationToken stop)
    {
        var provider = new ServiceCollection().AddCards(gateway, concurrency).BuildServiceProvider();
        var client = provider.GetRequiredKeyedService<ITransactionStatusClient>(Merchant.Client);
        long count = 0;
        return new Work(
            () =>
            {
                for (var i = 0; i < concurrency; i++) _ = QueryAsync(i);
            },
            () => Interlocked.Read(ref count), () => [], provider);

        async Task QueryAsync(int from)
        {
            for (var i = from; !stop.IsCancellationRequested; i += concurrency)
            {
                if ((await client.GetStatusAsync(Merchant.Query(i % due), CancellationToken.None)).State != PaymentState.Pending)
                    throw new InvalidOperationException("A wrong answer.");
                Interlocked.Increment(ref count);
            }
        }
    }

    private static async Task<Work> TrackAsync(string store, string connection, Uri gateway, int concurrency)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddCards(gateway, concurrency);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(options => options.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddTracking(store, connection, concurrency).AddStatusChangeHandler<HandleAll>();
        var inner = builder.Services.Single(service => service.ServiceType == typeof(ITrackingStore));
        builder.Services.Remove(inner);
        builder.Services.AddSingleton(services => new TimedStore((ITrackingStore)(inner.ImplementationFactory?.Invoke(services)
            ?? inner.ImplementationInstance ?? ActivatorUtilities.CreateInstance(services, inner.ImplementationType!))));
        builder.Services.AddSingleton<ITrackingStore>(services => services.GetRequiredService<TimedStore>());
        var host = builder.Build();
        var timed = host.Services.GetRequiredService<TimedStore>();
        await timed.PrepareAsync(CancellationToken.None);
        return new Work(() => host.Start(), () => timed.Written, timed.DrainClaimTimes, new Stopping(host));
    }

    private static double ResidentMiB()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / MiB;
    }

    private static double PeakMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / MiB;
    }

    /// <summary>The bytes that this process has caused to be written to disks; 0 where the system does not report them.</summary>
    private static double WrittenBytes()
    {
        const string Field = "write_bytes: ";
        if (!File.Exists("/proc/self/io")) return 0;
        var line = File.ReadLines("/proc/self/io").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(Field.Length), CultureInfo.InvariantCulture);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A handler that does nothing.</summary>
    private sealed class HandleAll : IStatusChangeHandler
    {
        public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed record Work(Action Start, Func<long> Count, Func<double[]> DrainClaimTimes, IAsyncDisposable Rest) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Rest.DisposeAsync();
    }

    private sealed class Stopping(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
