using System.Diagnostics;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Coalescing;

namespace PaymentStatusSdk.Tests.Telemetry;

/// <summary>The spans of callers, to which the span of their exchange links.</summary>
[Collection(nameof(TelemetryTests))]
public sealed class CallerSpansTests
{
    [Theory]
    [InlineData(127, 127)]
    [InlineData(128, 128)]
    [InlineData(130, 128)]
    public void Spans_of_the_first_128_callers_are_collected(int callers, int expected)
    {
        using var activities = new ActivityCollector("PaymentStatusSdk");

        var spans = Collect(callers);

        Assert.Equal(expected, spans.Count);
        Assert.Equal(expected, spans.Distinct().Count());
    }

    [Fact]
    public void Spans_are_not_collected_without_a_listener() => Assert.Empty(Collect(2));

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Exchange_links_its_span_to_the_callers_until_it_has_ended(bool hasEnded, int links)
    {
        using var activities = new ActivityCollector("PaymentStatusSdk");
        using var caller = new Activity("caller").Start();
        var rig = new CoalescingRig(pendingQueries: 2);
        var query = rig.Enqueue("A");
        var run = await rig.NextAsync();
        using var span = new Activity("exchange").Start();
        run.Exchange.Activity = span;
        if (hasEnded)
        {
            run.End();
            await query;
        }

        // An adapter that ignores its token may seal after the end, when the span is being exported.
        run.Seal();

        Assert.Equal(links, span.Links.Count());
        if (!hasEnded) run.AnswerAllAndEnd();
        await query;
    }

    private static List<ActivityContext> Collect(int callers)
    {
        var query = TransactionQuery.ByGatewayReference("A");
        var pendingQuery = new PendingQuery(new CoalescingRig().Queue, query, new QueryKey(true, "A"));
        for (var i = 0; i < callers; i++)
        {
            using var span = new Activity("caller").Start();
            _ = pendingQuery.JoinAsync().AsTask();
        }

        var spans = new List<ActivityContext>();
        pendingQuery.CollectSpans(spans);
        return spans;
    }
}
