using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Telemetry;

/// <summary>The alert rules and the dashboard name only metrics and labels that are emitted.</summary>
public sealed partial class OperationsFileTests : IAsyncDisposable
{
    // Prometheus adds these labels.
    private static readonly string[] OwnLabels = ["le", "instance"];

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Metrics_and_labels_of_alerts_and_dashboard_are_emitted()
    {
        var emitted = await EmitAsync();

        foreach (var (file, expressions) in new[] { ("alerts.yml", Alerts()), ("dashboard.json", Panels()) })
        {
            Assert.NotEmpty(expressions);
            foreach (var expression in expressions)
            {
                var names = Metric().Matches(expression).Select(match => match.Value).Except(Labels(expression)).Distinct().ToList();
                Assert.NotEmpty(names);
                Assert.All(names, name => Assert.True(
                    emitted.ContainsKey(name), $"{file}: {name} is not emitted, only {string.Join(", ", emitted.Keys.Order())}."));
                var known = names.SelectMany(name => emitted[name]).Concat(OwnLabels).ToHashSet();
                Assert.All(Labels(expression), label =>
                    Assert.True(known.Contains(label), $"{file}: {label} is no label of {string.Join(", ", names)}."));
            }
        }
    }

    /// <summary>All series of a small host by Prometheus name, with their labels.</summary>
    private async Task<Dictionary<string, HashSet<string>>> EmitAsync()
    {
        _stage.Client.Answer("O1", PaymentState.Captured).Fail("O2", TransactionStatusErrorKind.Timeout).Answer("O2", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O2"), null, Ct);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(5));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        worker.Services.GetRequiredService<TrackingMetrics>().Overran("check", "cards");
        worker.Metrics.Observe();
        var all = worker.Metrics.All.ToList();
        all.AddRange(await QueryAsync());
        var series = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var one in all)
        {
            foreach (var name in NamesOf(one))
            {
                if (!series.TryGetValue(name, out var labels)) series.Add(name, labels = []);
                labels.UnionWith(one.Tags.Keys.Select(tag => tag.Replace('.', '_')));
            }
        }

        return series;
    }

    /// <summary>A real client with one answer and one failure, for the metrics of queries.</summary>
    private static async Task<IReadOnlyCollection<Measured>> QueryAsync()
    {
        await using var gateway = await ConvergeGateSimulator.StartAsync();
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "CAPTURED" });
        var collection = new ServiceCollection().AddSingleton<TimeProvider>(new ManualTimeProvider());
        await using var services = collection.AddPaymentStatus(gateways => gateways.AddConvergeGate("real", options =>
        {
            (options.Endpoint, options.ApiUser, options.ApiPassword, options.ApiKey) =
                (gateway.Endpoint, gateway.ApiUser, gateway.ApiPassword, gateway.ApiKey);
            options.MaxRetries = 0;
        })).BuildServiceProvider();
        using var metrics = new MetricCollector(
            PaymentStatusTelemetry.Name, services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var client = services.GetRequiredService<ITransactionStatusClient>();
        await client.GetStatusAsync(TransactionQuery.ByGatewayReference("g-1"), Ct);
        gateway.Faults.Next(SimulatedFault.ResetBeforeAnswer);
        await Assert.ThrowsAsync<TransactionStatusException>(() => client.GetStatusAsync(TransactionQuery.ByGatewayReference("g-1"), Ct));
        metrics.Observe();
        return metrics.All;
    }

    // Dots become underscores, the unit "s" is a suffix and units in braces are none; counters end in _total, histograms are three series.
    private static IEnumerable<string> NamesOf(Measured one)
    {
        var name = one.Instrument.Replace('.', '_') + (one.Unit == "s" ? "_seconds" : "");
        return one.Kind switch
        {
            "Counter`1" => [$"{name}_total"],
            "Histogram`1" => [$"{name}_count", $"{name}_sum", $"{name}_bucket"],
            _ => [name],
        };
    }

    private static List<string> Alerts() =>
        [.. Rule().Matches(File.ReadAllText(Find("alerts.yml"))).Select(match => match.Groups[1].Value)];

    private static List<string> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Find("dashboard.json")));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    private static HashSet<string> Labels(string expression) =>
    [
        .. Grouping().Matches(expression).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)),
        .. Matcher().Matches(expression).Select(match => match.Groups[1].Value),
    ];

    private static string Find(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PaymentStatus.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs", "operations", file);
    }

    [GeneratedRegex("payment_status_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"by \(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"([a-z_]+) ?(?:!=|=~|=)""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"expr: (?:>-\s)?(.*?)\n +(?:for|labels):", RegexOptions.Singleline)]
    private static partial Regex Rule();
}
