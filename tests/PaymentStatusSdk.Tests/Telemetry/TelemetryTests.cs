using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Telemetry;

[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests
{
    private static readonly string[] Vocabulary =
    [
        "payment_status.provider", "payment_status.client", "payment_status.outcome", "payment_status.state", "error.type",
    ];

    [Fact]
    public async Task Query_is_a_client_activity_with_the_five_tags_only()
    {
        using var activities = new ActivityCollector("PaymentStatusSdk");
        using var host = new KitHost(new KitAdapter());

        await host.QueryAsync("secret-id");

        var query = Assert.Single(activities.Stopped, activity => activity.OperationName == "payment_status.get");
        Assert.Equal(ActivityKind.Client, query.Kind);
        Assert.Equal(
            [
                "payment_status.client=kit", "payment_status.outcome=Answered", "payment_status.provider=kit",
                "payment_status.state=Captured",
            ],
            query.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id is 1001 or 1002);
    }

    [Fact]
    public async Task Exchange_has_no_parent_and_links_to_every_caller()
    {
        using var activities = new ActivityCollector("PaymentStatusSdk");
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter(pendingQueries: 10);
        var answer = adapter.Run;
        adapter.Run = async (exchange, token) =>
        {
            await release.Task;
            await answer(exchange, token);
        };
        using var host = new KitHost(adapter);
        using var outer = new Activity("merchant").Start();

        var pendingQueries = new[] { host.QueryAsync("A"), host.QueryAsync("A"), host.QueryAsync("B") };
        release.SetResult();
        await Task.WhenAll(pendingQueries);

        var exchange = await ExchangeOfAsync(activities);
        Assert.Equal(ActivityKind.Internal, exchange.Kind);
        Assert.Equal(
            ["payment_status.client=kit", "payment_status.provider=kit"],
            exchange.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.Null(exchange.Parent);
        Assert.Equal(default, exchange.ParentSpanId);
        Assert.NotEqual(outer.TraceId, exchange.TraceId);
        var queries = activities.Stopped.Where(activity => activity.OperationName == "payment_status.get").ToArray();
        Assert.All(queries, query => Assert.Equal(outer.SpanId, query.ParentSpanId));
        Assert.Equal(
            queries.Select(query => query.SpanId.ToHexString()).Order(),
            exchange.Links.Select(link => link.Context.SpanId.ToHexString()).Order());
    }

    [Fact]
    public async Task Failures_and_cancellations_have_an_error_type()
    {
        using var activities = new ActivityCollector("PaymentStatusSdk");
        using var host = new KitHost(
            new KitAdapter { Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no") });
        using var metrics = Collect(host);
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();

        await host.FailAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.QueryWith("T", canceled.Token));

        Assert.Equal(
            ["Rejected", "canceled"],
            metrics.Of("payment_status.client.operation.duration").Select(measured => measured.Tags["error.type"]));
        var queries = activities.Stopped.Where(activity => activity.OperationName == "payment_status.get").ToArray();
        Assert.Equal(["Rejected", "canceled"], queries.Select(activity => activity.GetTagItem("error.type")));
        Assert.All(queries, activity => Assert.Equal(ActivityStatusCode.Error, activity.Status));
        Assert.Single(host.Logs.Lines, line => line.EventId.Id == 1008);
    }

    [Fact]
    public async Task Duration_is_in_seconds_and_includes_the_wait()
    {
        var adapter = new KitAdapter();
        using var host = new KitHost(adapter);
        using var metrics = Collect(host);
        var answer = adapter.Run;
        adapter.Run = (exchange, token) =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(2.5));
            return answer(exchange, token);
        };

        await host.QueryAsync();

        var measured = Assert.Single(metrics.Of("payment_status.client.operation.duration"));
        Assert.Equal(("s", 2.5), (measured.Unit, measured.Value));
        Assert.Equal(
            [
                "payment_status.client=kit", "payment_status.outcome=Answered", "payment_status.provider=kit",
                "payment_status.state=Captured",
            ],
            measured.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Retries_unmapped_values_and_the_queue_are_measured()
    {
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter();
        adapter.Run = async (exchange, _) =>
        {
            if (adapter.Attempts == 1) throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "once");
            await release.Task;
            foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(WithValue(pendingQuery.Query, "NEW WORD"));
        };
        using var host = new KitHost(adapter, options =>
        {
            options.MaxConcurrentExchanges = 1;
            options.RetryDelay = TimeSpan.Zero;
        });
        using var metrics = Collect(host);

        var pendingQueries = new[] { host.QueryAsync("A"), host.QueryAsync("B"), host.QueryAsync("C") };
        metrics.Observe();
        release.SetResult();
        await Task.WhenAll(pendingQueries);
        metrics.Observe();

        Assert.Equal([2.0, 0.0], metrics.Of("payment_status.client.queue.length").Select(measured => measured.Value));
        var retry = Assert.Single(metrics.Of("payment_status.client.retries"));
        Assert.Equal(("Transport", 1.0), ((string?)retry.Tags["error.type"], retry.Value));
        Assert.Equal([1.0, 1.0, 1.0], metrics.Of("payment_status.client.unmapped_values").Select(measured => measured.Value));
        Assert.Single(host.Logs.Lines, line => line.EventId.Id == 1001);
        Assert.Single(host.Logs.Lines, line => line.EventId.Id == 1003);
    }

    [Fact]
    public async Task Unmapped_values_are_logged_once_each_and_limited_in_number_and_length()
    {
        var adapter = new KitAdapter();
        adapter.Run = (exchange, _) =>
        {
            foreach (var pendingQuery in exchange.Seal())
                pendingQuery.Complete(
                    WithValue(pendingQuery.Query, $"value {adapter.Attempts / 2} {new string('x', 5_000)}\r\nforged line"));
            return Task.CompletedTask;
        };
        using var host = new KitHost(adapter);

        for (var i = 0; i < 400; i++) await host.QueryAsync($"T{i}");

        var warnings = host.Logs.Lines.Where(line => line.EventId.Id == 1001).ToArray();
        Assert.Equal(100, warnings.Length);
        Assert.Equal(100, warnings.Select(line => line.Message).Distinct().Count());
        Assert.All(warnings, line => Assert.InRange(line.Message.Length, 1, 400));
    }

    [Fact]
    public async Task Only_unmapped_values_are_counted_and_200_characters_of_them_are_logged()
    {
        var adapter = new KitAdapter();
        adapter.Run = (exchange, _) =>
        {
            var pendingQuery = exchange.Seal()[0];
            pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query) with
            {
                Anomalies =
                [
                    new StatusAnomaly(StatusAnomalyKind.RepairedMarkup, "repaired"),
                    new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, new string('x', 201)),
                ],
            });
            return Task.CompletedTask;
        };
        using var host = new KitHost(adapter);
        using var metrics = Collect(host);

        await host.QueryAsync();

        Assert.Equal(1.0, Assert.Single(metrics.Of("payment_status.client.unmapped_values")).Value);
        var line = Assert.Single(host.Logs.Lines, line => line.EventId.Id == 1001);
        Assert.EndsWith(" " + new string('x', 200), line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_of_containers_are_separate()
    {
        using var first = new KitHost(new KitAdapter());
        using var second = new KitHost(new KitAdapter());
        using var metrics = Collect(first);

        await second.QueryAsync();
        metrics.Observe();

        Assert.Empty(metrics.Of("payment_status.client.operation.duration"));
        Assert.Single(metrics.Of("payment_status.client.queue.length"));
    }

    [Fact]
    public async Task Tag_values_are_a_fixed_set_without_data_of_a_transaction()
    {
        const string Canary = "CANARY-4711";
        using var activities = new ActivityCollector("PaymentStatusSdk");
        var adapter = new KitAdapter();
        adapter.Run = (exchange, _) =>
        {
            var pendingQuery = exchange.Seal()[0];
            if (adapter.Attempts % 3 == 0) throw new TransactionStatusException(TransactionStatusErrorKind.Unavailable, "once");
            pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query) with
            {
                GatewayReference = adapter.Attempts % 2 == 0 ? pendingQuery.Query.GatewayReference : Canary,
                Amount = new ReportedAmount(4711m, "EUR", false),
                Answer = new GatewayAnswer { State = Canary, Message = Canary, Code = Canary },
            });
            return Task.CompletedTask;
        };
        using var host = new KitHost(adapter, options => options.MaxRetries = 0);
        using var metrics = Collect(host);

        for (var i = 0; i < 12; i++) await host.QueryAsync($"{Canary}-{i}").ContinueWith(_ => { }, TaskScheduler.Default);
        metrics.Observe();

        var tags = metrics.All.SelectMany(measured => measured.Tags)
            .Concat(activities.Stopped.SelectMany(activity => activity.TagObjects))
            .Select(tag => (tag.Key, Value: $"{tag.Value}")).ToArray();
        Assert.Equal(Vocabulary.Order(StringComparer.Ordinal), tags.Select(tag => tag.Key).Distinct().Order(StringComparer.Ordinal));
        var names = Enum.GetNames<LookupOutcome>()
            .Concat(Enum.GetNames<PaymentState>())
            .Concat(Enum.GetNames<TransactionStatusErrorKind>());
        Assert.Subset(names.Append("kit").Append("canceled").ToHashSet(), tags.Select(tag => tag.Value).ToHashSet());
        Assert.All(
            host.Logs.Lines, line => Assert.DoesNotContain("4711", line.Message + line.Values + line.Exception, StringComparison.Ordinal));
        Assert.Contains(host.Logs.Lines, line => line.EventId.Id == 1002);
    }

    private static ParsedStatus WithValue(TransactionQuery query, string text) => KitAdapter.Captured(query) with
    {
        State = PaymentState.Unknown,
        Anomalies = [new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, text)],
    };

    private static MetricCollector Collect(KitHost host) => new("PaymentStatusSdk", host.Services.GetRequiredService<IMeterFactory>());

    // Ends after the answers to its queries, on its own thread.
    private static async Task<Activity> ExchangeOfAsync(ActivityCollector activities)
    {
        Activity? found;
        while ((found = activities.Stopped.SingleOrDefault(activity => activity.OperationName == "payment_status.exchange")) is null)
            await Task.Yield();
        return found;
    }
}
