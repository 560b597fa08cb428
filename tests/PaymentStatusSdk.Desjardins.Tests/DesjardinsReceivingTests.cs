using System.Text;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The two sources of an exchange: the reply of step 3, which is taken once, and the mailbox of step 4.</summary>
public sealed class DesjardinsReceivingTests
{
    [Fact]
    public async Task Reply_that_has_not_arrived_is_not_awaited()
    {
        var posting = new DesjardinsPosting(new TaskCompletionSource<DesjardinsReply>().Task);

        var taking = posting.TakeAsync().AsTask();

        Assert.True(taking.IsCompleted);
        Assert.False((await taking).HasValue);
        Assert.Equal((false, null, false), (posting.IsOver, posting.Problem, posting.Reply.IsCompleted));
    }

    [Fact]
    public async Task Reply_is_taken_once()
    {
        var source = new TaskCompletionSource<DesjardinsReply>();
        var posting = new DesjardinsPosting(source.Task);
        source.SetResult(new DesjardinsReply(Problem: "HTTP 500"));
        Assert.True(posting.Reply.IsCompleted);

        var first = await posting.TakeAsync();
        var second = await posting.TakeAsync();

        Assert.Equal("HTTP 500", first?.Problem);
        Assert.False(second.HasValue);
        Assert.Equal((true, "HTTP 500", false), (posting.IsOver, posting.Problem, posting.Reply.IsCompleted));
    }

    [Fact]
    public async Task Messages_are_taken_in_order_and_none_is_awaited()
    {
        var mailbox = new ScriptedMailbox(Received("first"), Received("second"), Never());
        var inbox = new DesjardinsInbox(mailbox, TestContext.Current.CancellationToken);

        Assert.True(inbox.Next.IsCompletedSuccessfully);
        Assert.Equal("first", await TakeAsync(inbox));
        Assert.Equal("second", await TakeAsync(inbox));
        Assert.Null(await TakeAsync(inbox));

        Assert.False(inbox.Next.IsCompleted);
        await inbox.ThrowIfFailedAsync();
        Assert.Equal(3, mailbox.Receptions);
    }

    [Fact]
    public async Task Failure_of_the_mailbox_is_thrown_and_no_message()
    {
        var exception = new InvalidOperationException("The store is unavailable.");
        var failed = new DesjardinsInbox(
            new ScriptedMailbox(Task.FromException<ReadOnlyMemory<byte>>(exception)), TestContext.Current.CancellationToken);

        Assert.Null(await TakeAsync(failed));
        Assert.Same(exception, await Assert.ThrowsAsync<InvalidOperationException>(failed.ThrowIfFailedAsync));
    }

    [Fact]
    public async Task Mailbox_that_stops_is_thrown_and_no_message()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var stopped = new DesjardinsInbox(
            new ScriptedMailbox(Task.FromCanceled<ReadOnlyMemory<byte>>(cancellation.Token)), TestContext.Current.CancellationToken);

        Assert.Null(await TakeAsync(stopped));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(stopped.ThrowIfFailedAsync);
    }

    // The wait may end after the session has read its token and before it looks at the mailbox.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_of_the_wait_is_no_failure_of_the_mailbox(bool isCanceled)
    {
        using var end = new CancellationTokenSource();
        var source = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        var inbox = new DesjardinsInbox(new ScriptedMailbox(source.Task), end.Token);
        await end.CancelAsync();
        if (isCanceled) source.SetCanceled(end.Token);
        else source.SetException(new InvalidOperationException("The store was interrupted."));

        Assert.True(inbox.Next.IsCompleted);
        Assert.Null(await TakeAsync(inbox));
        await inbox.ThrowIfFailedAsync();
    }

    private static async Task<string?> TakeAsync(DesjardinsInbox inbox)
    {
        var taking = inbox.TakeAsync().AsTask();
        Assert.True(taking.IsCompleted);
        return await taking is { } message ? Encoding.ASCII.GetString(message.Span) : null;
    }

    private static Task<ReadOnlyMemory<byte>> Received(string text) =>
        Task.FromResult<ReadOnlyMemory<byte>>(Encoding.ASCII.GetBytes(text));

    private static Task<ReadOnlyMemory<byte>> Never() => new TaskCompletionSource<ReadOnlyMemory<byte>>().Task;

    private sealed class ScriptedMailbox(params Task<ReadOnlyMemory<byte>>[] receptions) : ICallbackMailbox
    {
        public int Receptions { get; private set; }

        public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken) => new(receptions[Receptions++]);

        public ValueTask DisposeAsync() => default;
    }
}
