using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class InMemoryCallbackRouterTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryCallbackRouter _router;

    public InMemoryCallbackRouterTests() => _router = new InMemoryCallbackRouter(_clock);

    [Fact]
    public async Task Message_reaches_its_receiver()
    {
        await using var mailbox = await Open("a");
        var receiving = Receive(mailbox);

        Assert.True(await Deliver("a", 1));

        Assert.Equal([1], (await receiving).ToArray());
    }

    [Fact]
    public async Task Messages_are_received_in_order()
    {
        await using var mailbox = await Open("a");
        await Deliver("a", 1);
        await Deliver("a", 2);

        Assert.Equal([1], (await Receive(mailbox)).ToArray());
        Assert.Equal([2], (await Receive(mailbox)).ToArray());
    }

    [Fact]
    public async Task Message_is_copied_from_the_senders_memory()
    {
        await using var mailbox = await Open("a");
        byte[] message = [1];

        await _router.DeliverAsync("a", message, TestContext.Current.CancellationToken);
        message[0] = 9;

        Assert.Equal([1], (await Receive(mailbox)).ToArray());
    }

    [Theory]
    [InlineData("b")]
    [InlineData("A")]
    public async Task Missing_mailbox_accepts_nothing(string id)
    {
        await using var mailbox = await Open("a");

        Assert.False(await Deliver(id, 1));
        Assert.Equal(1, _router.OpenMailboxes);
    }

    [Fact]
    public async Task Closed_mailbox_accepts_nothing_and_leaves_no_state()
    {
        var mailbox = await Open("a");
        await mailbox.DisposeAsync();
        await mailbox.DisposeAsync();

        Assert.False(await Deliver("a", 1));
        Assert.Equal((0, 0), (_router.OpenMailboxes, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Mailbox_expires_without_a_call()
    {
        await Open("a");

        _clock.Advance(Lifetime);

        Assert.False(await Deliver("a", 1));
        Assert.Equal((0, 0), (_router.OpenMailboxes, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Full_mailbox_accepts_no_more()
    {
        await using var mailbox = await Open("a");
        for (byte i = 0; i < InMemoryCallbackRouter.MaxMessages; i++) Assert.True(await Deliver("a", i));

        Assert.Equal(CallbackDelivery.Full, await TryDeliver("a", InMemoryCallbackRouter.MaxMessages));
        Assert.Equal(CallbackDelivery.AlreadyWaiting, await TryDeliver("a", 0));
        Assert.Equal([0], (await Receive(mailbox)).ToArray());
        Assert.True(await Deliver("a", InMemoryCallbackRouter.MaxMessages));
    }

    [Fact]
    public async Task Repeats_of_a_waiting_message_use_no_capacity()
    {
        await using var mailbox = await Open("a");
        Assert.True(await Deliver("a", 1));

        for (var i = 0; i < 40; i++) Assert.Equal(CallbackDelivery.AlreadyWaiting, await TryDeliver("a", 1));

        Assert.True(await Deliver("a", 2));
        Assert.Equal([1], (await Receive(mailbox)).ToArray());
        Assert.Equal([2], (await Receive(mailbox)).ToArray());
    }

    [Fact]
    public async Task Received_message_may_be_delivered_again()
    {
        await using var mailbox = await Open("a");
        await Deliver("a", 1);
        await Receive(mailbox);

        Assert.True(await Deliver("a", 1));
    }

    [Fact]
    public async Task Closing_an_expired_mailbox_leaves_a_new_one_with_the_same_id_open()
    {
        var old = await Open("a");
        _clock.Advance(Lifetime);
        await using var mailbox = await Open("a");

        await old.DisposeAsync();

        Assert.True(await Deliver("a", 1));
    }

    [Fact]
    public async Task Mailbox_id_is_not_opened_twice()
    {
        await Open("a");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Open("a"));
    }

    [Fact]
    public async Task Canceled_receiver_throws_a_cancellation()
    {
        await using var mailbox = await Open("a");
        using var cancellation = new CancellationTokenSource();
        var receiving = mailbox.ReceiveAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
    }

    private ValueTask<ICallbackMailbox> Open(string id) => _router.OpenAsync(id, Lifetime, TestContext.Current.CancellationToken);

    private async Task<bool> Deliver(string id, byte content) => await TryDeliver(id, content) == CallbackDelivery.Delivered;

    private ValueTask<CallbackDelivery> TryDeliver(string id, byte content) =>
        _router.DeliverAsync(id, new[] { content }, TestContext.Current.CancellationToken);

    private static Task<ReadOnlyMemory<byte>> Receive(ICallbackMailbox mailbox) =>
        mailbox.ReceiveAsync(TestContext.Current.CancellationToken).AsTask();
}
