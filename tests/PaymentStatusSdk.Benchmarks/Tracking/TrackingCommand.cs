using System.Globalization;
using System.Text.Json;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>
/// Measures checks per second with one and four worker processes on each store, and the same queries without a store in the same run:
/// against one gateway that takes 20 milliseconds, with the same number of concurrent queries. Only the ratios are comparable.
/// </summary>
internal static class TrackingCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var sizes = Numbers(args, "--rows", "10000,100000,1000000");
        var workers = Numbers(args, "--workers", "1,4");
        var concurrency = Numbers(args, "--concurrency", "32")[0];
        var seconds = Numbers(args, "--seconds", "10")[0];
        var hasPostgreSql = PostgreSqlBinaries.AreAvailable(out var noPostgreSql);
        var hasMariaDb = MariaDbBinaries.AreAvailable(out var noMariaDb);
        var available = "sqlite" + (hasPostgreSql ? ",postgresql" : "") + (hasMariaDb ? ",mariadb" : "");
        var stores = Text(args, "--stores", available).Split(',');
        if (!hasPostgreSql) Console.WriteLine($"Without PostgreSQL: {noPostgreSql}");
        if (!hasMariaDb) Console.WriteLine($"Without MariaDB: {noMariaDb}");
        Console.WriteLine(
            $"{concurrency} queries at once, all workers together; a gateway that takes 20 ms; {seconds} s each, after as long a warm-up.");
        Console.WriteLine(
            $"{"store",-12}{"rows",10}{"workers",9}{"reports/s",10}{"bare/s",10}{"ratio",8}{"claim p50 ms",14}{"peak MiB",10}"
            + $"{"growth MiB",12}{"log bytes/check",17}");
        var all = new List<TrackingMeasurement>();
        foreach (var rows in sizes)
        {
            using var gateway = OwnProcess.Start("slow-gateway", Invariant(SeededStore.DueOf(rows)));
            var address = new Uri((await gateway.StandardOutput.ReadLineAsync())!);
            foreach (var store in stores)
            {
                await using var seeded = await SeededStore.CreateAsync(store, rows, address);
                foreach (var count in workers)
                {
                    var one = await MeasureAsync(seeded, rows, address, count, concurrency, seconds);
                    all.Add(one);
                    Print(one);
                }
            }

            gateway.StandardInput.Close();
            await gateway.WaitForExitAsync();
        }

        if (Text(args, "--json", "") is { Length: > 0 } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(all, Json));
        return 0;
    }

    private static async Task<TrackingMeasurement> MeasureAsync(
        SeededStore store, int rows, Uri gateway, int workers, int concurrency, int seconds)
    {
        var due = SeededStore.DueOf(rows);
        // Before and after, to compensate for changes of the machine's speed.
        var before = await RunAsync("none", "-");
        var logBefore = await store.ReadLogBytesAsync();
        var reports = await RunAsync(store.Name, store.ConnectionString);
        var logAfter = await store.ReadLogBytesAsync();
        var log = logAfter - logBefore ?? reports.Sum(worker => worker.WrittenBytes);
        var after = await RunAsync("none", "-");
        var bare = (before.Sum(worker => worker.PerSecond) + after.Sum(worker => worker.PerSecond)) / 2;
        return new TrackingMeasurement(
            store.Name, workers, rows, reports.Sum(worker => worker.PerSecond), bare,
            Compare.Measurement.Median(reports.Select(worker => worker.ClaimMillisecondsP50)),
            reports.Max(worker => worker.PeakMiB), reports.Max(worker => worker.GrowthMiB),
            log / Math.Max(1, reports.Sum(worker => worker.TotalChecks)));

        async Task<WorkerReport[]> RunAsync(string name, string connection)
        {
            var processes = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkerProcess.StartAsync(
                "worker", name, connection, gateway.ToString(), Invariant(Math.Max(1, concurrency / workers)), Invariant(seconds),
                Invariant(due))));
            try
            {
                return await Task.WhenAll(processes.Select(process => process.RunAsync()));
            }
            finally
            {
                foreach (var process in processes) process.Dispose();
            }
        }
    }

    private static void Print(TrackingMeasurement one) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Store,-12}{one.TrackedRows,10}{one.Workers,9}{one.ChecksPerSecond,10:F0}{one.BareQueriesPerSecond,10:F0}{one.Ratio,8:F2}"
        + $"{one.ClaimMillisecondsP50,14:F2}{one.WorkerPeakMiB,10:F0}{one.WorkerGrowthMiB,12:F1}"
        + $"{one.LogBytesPerCheck,17:F0}"));

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int[] Numbers(string[] args, string name, string fallback) =>
        [.. Text(args, name, fallback).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    private static string Text(string[] args, string name, string fallback)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
    }
}
