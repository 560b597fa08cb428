using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Live;

/// <summary>The stream of an open page, without a host.</summary>
public sealed class EventStreamTests
{
    [Fact]
    public void Limits_are_those_of_the_documentation()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), EventStream.Interval);
        Assert.Equal(TimeSpan.FromMinutes(5), EventStream.MaxDuration);
        Assert.Equal(TimeSpan.FromSeconds(14), EventStream.SilenceLimit);
        Assert.Equal(TimeSpan.FromMinutes(1), ReadPace.MaxPause);
        Assert.Equal(64, EventStream.MaxConnections);
    }

    [Theory]
    [InlineData("a", 2)]
    [InlineData("b", 3)]
    [InlineData("", 3)]
    public async Task Page_receives_each_change_until_the_payment_is_deleted(string seen, int changes)
    {
        await using var test = new TestRequest();
        test.Context.Request.QueryString = new QueryString($"?seen={seen}");
        var reads = new Queue<string?>(["a", "a", "b", "b", null]);

        await RunAsync(test, _ => Task.FromResult(reads.Dequeue()));

        Assert.Equal(200, test.Status);
        Assert.Equal("text/event-stream", test.Context.Response.ContentType);
        Assert.Equal(
            ["retry: 3000\nevent: ready\ndata:", .. Enumerable.Repeat("event: changed\ndata:", changes)],
            test.Text.Split("\n\n").Where(text => text is not (":" or "")));
        Assert.Empty(reads);
    }

    [Fact]
    public async Task Unchanged_page_is_read_every_two_seconds_and_gets_a_sign_of_life_every_14_seconds_for_five_minutes()
    {
        await using var test = new TestRequest();
        test.Context.Request.QueryString = new QueryString("?seen=a");
        var reads = 0;

        await RunAsync(test, _ =>
        {
            reads++;
            return Task.FromResult<string?>("a");
        });

        Assert.Equal("retry: 3000\nevent: ready\ndata:\n\n" + string.Concat(Enumerable.Repeat(":\n\n", 21)), test.Text);
        Assert.Equal(151, reads);
        Assert.Equal(Sample.Now.AddMinutes(5), test.Time.GetUtcNow());
    }

    [Fact]
    public async Task Page_that_does_not_exist_has_no_stream()
    {
        await using var test = new TestRequest();

        await RunAsync(test, _ => Task.FromResult<string?>(null));

        Assert.Equal((404, ""), (test.Status, test.Text));
        Assert.Null(test.Context.Response.ContentType);
    }

    // A reading of 200 milliseconds: the store is left alone for 4 seconds.
    [Fact]
    public async Task Slow_store_is_read_less_often()
    {
        await using var test = new TestRequest();
        var reads = new List<(DateTimeOffset Start, DateTimeOffset End)>();

        await RunAsync(test, _ =>
        {
            var start = test.Time.GetUtcNow();
            test.Time.Advance(TimeSpan.FromMilliseconds(200));
            reads.Add((start, test.Time.GetUtcNow()));
            return Task.FromResult(reads.Count < 3 ? "a" : null);
        });

        Assert.True(reads.Count >= 2);
        Assert.True(reads[1].Start - reads[0].End >= TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Connection_beyond_the_limit_is_refused_until_another_one_ends()
    {
        await using var test = new TestRequest();
        await using var refused = new TestRequest();
        await using var later = new TestRequest();
        // The streams share a request, which is not for several threads: they continue one after the other inside SetResult.
        var read = new TaskCompletionSource<string?>();
        var handler = new EventStream().Of(_ => read.Task);
        var open = Enumerable.Range(0, EventStream.MaxConnections).Select(_ => handler(test.Of(Sample.Reader))).ToList();

        await handler(refused.Of(Sample.Reader));
        read.SetResult(null);
        await Task.WhenAll(open);
        await handler(later.Of(Sample.Reader));

        Assert.Equal((503, ""), (refused.Status, refused.Text));
        Assert.Equal(404, later.Status);
    }

    [Fact]
    public async Task Stream_that_has_started_ends_quietly_when_the_store_fails_or_the_browser_leaves()
    {
        foreach (var failure in new Exception[]
        {
            new TrackingStoreException("Lost.", isTransient: true), new OperationCanceledException(), new IOException(),
        })
        {
            await using var test = new TestRequest();
            test.Context.Features.Set<IHttpResponseFeature>(new StartedResponse());
            var count = 0;

            await RunAsync(test, _ => ++count == 1 ? Task.FromResult<string?>("a") : throw failure);

            Assert.Equal(2, count);
        }
    }

    [Fact]
    public async Task Other_failure_is_not_hidden()
    {
        await using var started = new TestRequest();
        started.Context.Features.Set<IHttpResponseFeature>(new StartedResponse());
        await using var test = new TestRequest();

        await Assert.ThrowsAsync<FormatException>(() => RunAsync(started, _ => throw new FormatException()));
        await Assert.ThrowsAsync<TrackingStoreException>(
            () => RunAsync(test, _ => throw new TrackingStoreException("Lost.", isTransient: true)));
    }

    [Fact]
    public async Task Stream_ends_when_the_host_stops()
    {
        await using var test = new TestRequest();
        test.Context.Features.Set<IHttpResponseFeature>(new StartedResponse());
        var run = new EventStream().Of(_ => Task.FromResult<string?>("a"))(test.Of(Sample.Reader));
        Assert.False(run.IsCompleted);

        test.Lifetime.StopApplication();
        await run;

        Assert.Equal(200, test.Status);
    }

    private static async Task RunAsync(TestRequest test, Func<DashboardRequest, Task<string?>> read)
    {
        var run = new EventStream().Of(read)(test.Of(Sample.Reader));
        for (var step = 0; !run.IsCompleted; step++)
        {
            Assert.True(step < 1_000, "The stream does not end.");
            test.Time.Advance(EventStream.Interval);
            await Task.Yield();
        }

        await run;
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}
