using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The messages that arrive while the doctor queries a gateway that POSTs its answers.</summary>
public class MessageObserverTests
{
    private readonly MessageObserver _observer = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "text/xml", "text/xml")]
    [InlineData(200, null, "")]
    [InlineData(400, "text/xml", null)]
    public async Task Only_an_accepted_message_has_a_content_type(int status, string? contentType, string? expected)
    {
        var context = MessageWith(contentType);

        await _observer.ObserveAsync(context, message =>
        {
            message.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(expected, await _observer.PostedTypeAsync(_clock, Ct));
    }

    [Fact]
    public async Task Own_message_is_passed_on_and_not_noted()
    {
        var (paths, passed) = (new List<string?>(), 0);
        _observer.IsOwn = path =>
        {
            paths.Add(path);
            return true;
        };

        await _observer.ObserveAsync(MessageWith("text/xml"), _ =>
        {
            passed++;
            return Task.CompletedTask;
        });

        Assert.Equal("/payment-status/bank", Assert.Single(paths));
        Assert.Equal(1, passed);
        Assert.Null(await _observer.PostedTypeAsync(_clock, Ct));
    }

    [Fact]
    public async Task Reply_to_a_message_is_awaited()
    {
        var reply = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var message = _observer.ObserveAsync(MessageWith("text/xml"), _ => reply.Task);
        var posted = _observer.PostedTypeAsync(_clock, Ct);
        var isWaiting = !posted.IsCompleted;
        reply.SetResult();
        await message;

        Assert.True(isWaiting);
        Assert.Equal("text/xml", await posted);
    }

    [Fact]
    public async Task Message_without_a_reply_is_awaited_for_five_seconds_only()
    {
        var reply = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var message = _observer.ObserveAsync(MessageWith("text/xml"), _ => reply.Task);
        var posted = _observer.PostedTypeAsync(_clock, Ct);
        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        var timers = _clock.ActiveTimers;
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Null(await posted);
        Assert.Equal(1, timers);
        reply.SetResult();
        await message;
    }

    [Fact]
    public async Task Message_that_fails_has_ended()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _observer.ObserveAsync(MessageWith("text/xml"), _ => throw new InvalidOperationException()));

        Assert.Null(await _observer.PostedTypeAsync(_clock, Ct));
        Assert.Equal(0, _clock.StartedTimers);
    }

    private static DefaultHttpContext MessageWith(string? contentType)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/payment-status/bank";
        context.Request.ContentType = contentType;
        return context;
    }
}
