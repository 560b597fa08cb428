using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class InMemoryCallbackInboxTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryCallbackRouter _inbox;

    public InMemoryCallbackInboxTests() => _inbox = new InMemoryCallbackRouter(_clock);

    [Fact]
    public async Task Message_reaches_who_waits_for_it()
    {
        await using var mailbox = await Open("a");
        var receiving = Receive(mailbox);

        Assert.True(await Deliver("a", 1));

        Assert.Equal([1], (await receiving).ToArray());
    }

    [Fact]
    public async Task Messages_wait_in_their_order()
    {
        await using var mailbox = await Open("a");
        await Deliver("a", 1);
        await Deliver("a", 2);

        Assert.Equal([1], (await Receive(mailbox)).ToArray());
        Assert.Equal([2], (await Receive(mailbox)).ToArray());
    }

    [Fact]
    public async Task Senders_memory_is_his_own_again()
    {
        await using var mailbox = await Open("a");
        byte[] message = [1];

        await _inbox.DeliverAsync("a", message, TestContext.Current.CancellationToken);
        message[0] = 9;

        Assert.Equal([1], (await Receive(mailbox)).ToArray());
    }

    [Theory]
    [InlineData("b")]
    [InlineData("A")]
    public async Task Box_that_never_was_takes_nothing(string id)
    {
        await using var mailbox = await Open("a");

        Assert.False(await Deliver(id, 1));
        Assert.Equal(1, _inbox.OpenMailboxes);
    }

    [Fact]
    public async Task Closed_box_takes_nothing_and_leaves_no_trace()
    {
        var mailbox = await Open("a");
        await mailbox.DisposeAsync();
        await mailbox.DisposeAsync();

        Assert.False(await Deliver("a", 1));
        Assert.Equal((0, 0), (_inbox.OpenMailboxes, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Box_runs_out_by_itself()
    {
        await Open("a");

        _clock.Advance(Lifetime);

        Assert.False(await Deliver("a", 1));
        Assert.Equal((0, 0), (_inbox.OpenMailboxes, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Full_box_takes_no_more()
    {
        await using var mailbox = await Open("a");
        for (byte i = 0; i < InMemoryCallbackRouter.MaxMessages; i++) Assert.True(await Deliver("a", i));

        Assert.Equal(CallbackDelivery.Full, await TryDeliver("a", InMemoryCallbackRouter.MaxMessages));
        Assert.Equal(CallbackDelivery.AlreadyWaiting, await TryDeliver("a", 0));
        Assert.Equal([0], (await Receive(mailbox)).ToArray());
        Assert.True(await Deliver("a", InMemoryCallbackRouter.MaxMessages));
    }

    [Fact]
    public async Task Repeats_of_a_waiting_message_take_no_place()
    {
        await using var mailbox = await Open("a");
        Assert.True(await Deliver("a", 1));

        for (var i = 0; i < 40; i++) Assert.Equal(CallbackDelivery.AlreadyWaiting, await TryDeliver("a", 1));

        Assert.True(await Deliver("a", 2));
        Assert.Equal([1], (await Receive(mailbox)).ToArray());
        Assert.Equal([2], (await Receive(mailbox)).ToArray());
    }

    [Fact]
    public async Task Message_that_was_received_may_come_again()
    {
        await using var mailbox = await Open("a");
        await Deliver("a", 1);
        await Receive(mailbox);

        Assert.True(await Deliver("a", 1));
    }

    [Fact]
    public async Task Closing_an_old_box_leaves_a_new_one_of_the_same_id_open()
    {
        var old = await Open("a");
        _clock.Advance(Lifetime);
        await using var mailbox = await Open("a");

        await old.DisposeAsync();

        Assert.True(await Deliver("a", 1));
    }

    [Fact]
    public async Task Id_is_not_given_twice()
    {
        await Open("a");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Open("a"));
    }

    [Fact]
    public async Task Receiver_who_gives_up_is_canceled()
    {
        await using var mailbox = await Open("a");
        using var leaving = new CancellationTokenSource();
        var receiving = mailbox.ReceiveAsync(leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
    }

    private ValueTask<ICallbackMailbox> Open(string id) => _inbox.OpenAsync(id, Lifetime, TestContext.Current.CancellationToken);

    private async Task<bool> Deliver(string id, byte content) => await TryDeliver(id, content) == CallbackDelivery.Delivered;

    private ValueTask<CallbackDelivery> TryDeliver(string id, byte content) =>
        _inbox.DeliverAsync(id, new[] { content }, TestContext.Current.CancellationToken);

    private static Task<ReadOnlyMemory<byte>> Receive(ICallbackMailbox mailbox) =>
        mailbox.ReceiveAsync(TestContext.Current.CancellationToken).AsTask();
}
