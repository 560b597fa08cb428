using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

/// <summary>The time limits of the steps of one message.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordingReceiver _receiver = new() { Reply = GatewayCallbackReply.Failed };

    [Theory]
    [InlineData(5, 10, 20, 5, 9, 18)]
    [InlineData(9, 3, 20, 3, 2, 18)]
    [InlineData(9, 8, 4, 4, 3, 2)]
    [InlineData(4, 9, 8, 4, 7, 6)]
    public async Task Each_step_has_its_limit_from_the_headers_on_and_the_smallest_limit_applies(
        int firstByte, int body, int total, int leftAtFirstByte, int leftInBody, int leftInHandlers)
    {
        var left = new List<TimeSpan>();
        using var endpoint = new MappedEndpoint(_receiver, _clock, options => (options.FirstByteTimeLimit, options.BodyTimeLimit,
            options.TimeLimit) = (firstByte * Second, body * Second, total * Second));
        _receiver.During = () =>
        {
            left.Add(TimeLeft());
            return Task.CompletedTask;
        };

        await endpoint.SendAsync(context => context.Request.Body = OneByte(() =>
        {
            left.Add(TimeLeft());
            _clock.Advance(Second);
        }));

        Assert.Equal([leftAtFirstByte * Second, leftInBody * Second, leftInHandlers * Second], left);
        Assert.Equal("m", _receiver.Body);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Body_that_does_not_begin_is_abandoned_at_its_limit_and_not_before()
    {
        using var endpoint = new MappedEndpoint(_receiver, _clock);

        var sending = endpoint.SendAsync(context => context.Request.Body = ScriptedBody.Silent());
        _clock.Advance(TimeSpan.FromMilliseconds(4_999));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(408, (await sending).Response.StatusCode);
        Assert.Equal(["Refuse cards"], _receiver.Calls);
    }

    [Fact]
    public async Task Body_that_ends_after_all_limits_reaches_handlers_whose_time_has_passed()
    {
        using var endpoint = new MappedEndpoint(_receiver, _clock);

        var context = await endpoint.SendAsync(
            sent => sent.Request.Body = OneByte(() => _clock.Advance(TimeSpan.FromSeconds(15))));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal(["Receive cards"], _receiver.Calls);
        Assert.True(_receiver.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Handlers_run_until_the_time_limit()
    {
        var canceled = new List<bool>();
        using var endpoint = new MappedEndpoint(_receiver, _clock);
        _receiver.During = () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(19_999));
            canceled.Add(_receiver.Token.IsCancellationRequested);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            canceled.Add(_receiver.Token.IsCancellationRequested);
            return Task.CompletedTask;
        };

        await endpoint.SendAsync();

        Assert.Equal([false, true], canceled);
    }

    [Fact]
    public async Task Sender_that_disconnects_ends_the_reading_of_its_message()
    {
        using var aborted = new CancellationTokenSource();
        using var endpoint = new MappedEndpoint(_receiver, _clock);

        var sending = endpoint.SendAsync(context =>
        {
            context.RequestAborted = aborted.Token;
            context.Request.Body = ScriptedBody.Silent();
        });
        Assert.False(sending.IsCompleted);
        await aborted.CancelAsync();

        Assert.Equal(408, (await sending).Response.StatusCode);
        Assert.Equal(["Refuse cards"], _receiver.Calls);
    }

    [Fact]
    public async Task Sender_that_disconnects_does_not_stop_the_handlers()
    {
        using var aborted = new CancellationTokenSource();
        using var endpoint = new MappedEndpoint(_receiver, _clock);
        var wasCanceled = true;
        _receiver.During = async () =>
        {
            await aborted.CancelAsync();
            wasCanceled = _receiver.Token.IsCancellationRequested;
        };

        await endpoint.SendAsync(context => context.RequestAborted = aborted.Token);

        Assert.False(wasCanceled);
        Assert.Equal(["Receive cards"], _receiver.Calls);
    }

    // The time until the only timer of the message fires.
    private TimeSpan TimeLeft()
    {
        var found = Timeout.InfiniteTimeSpan;
        Assert.Equal(1, _clock.ActiveTimers);
        Assert.True(_clock.WaitForTimerAsync(
            left =>
            {
                found = left;
                return true;
            },
            TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        return found;
    }

    // Ignores its token. The first read is the wait for the first byte, and the second one returns it.
    private static ScriptedBody OneByte(Action beforeEach)
    {
        var reads = 0;
        return new ScriptedBody((buffer, _) =>
        {
            if (++reads > 2) return ValueTask.FromResult(0);
            beforeEach();
            if (buffer.IsEmpty) return ValueTask.FromResult(0);
            buffer.Span[0] = (byte)'m';
            return ValueTask.FromResult(1);
        });
    }
}
