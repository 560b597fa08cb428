using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A message reaches the exchange that waits for it, regardless of the instance that received it.</summary>
public abstract class CallbackRouterTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Message_of_the_same_process_arrives_without_a_poll()
    {
        await using var mailbox = await OpenAsync("a");
        var receiving = ReceiveAsync(mailbox);

        Assert.True(await DeliverAsync(First, "a", 1));

        // The clock does not move.
        Assert.Equal([1], (await receiving).ToArray());
    }

    [Fact]
    public async Task Message_of_another_process_arrives()
    {
        await using var mailbox = await OpenAsync("a");
        var receiving = ReceiveAsync(mailbox);
        await AssertKeepsWaitingAsync(receiving);

        Assert.True(await DeliverAsync(Other, "a", 1, 0, 255));

        await PassPollsAsync(receiving);
        Assert.Equal([1, 0, 255], (await receiving).ToArray());
    }

    [Fact]
    public async Task Messages_are_received_in_order_and_once()
    {
        await using var mailbox = await OpenAsync("a");
        await DeliverAsync(First, "a", 1);
        await DeliverAsync(Other, "a", 2);
        await DeliverAsync(First, "a", 3);

        for (var expected = 1; expected <= 3; expected++)
        {
            var receiving = ReceiveAsync(mailbox);
            await PassPollsAsync(receiving);
            Assert.Equal([(byte)expected], (await receiving).ToArray());
        }

        using var cancellationSource = new CancellationTokenSource();
        var waiting = mailbox.ReceiveAsync(cancellationSource.Token).AsTask();
        await AssertKeepsWaitingAsync(waiting);
        await cancellationSource.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Concurrent_receivers_get_different_messages()
    {
        await using var mailbox = await OpenAsync("a");
        var receiving = Enumerable.Range(0, 8).Select(_ => ReceiveAsync(mailbox)).ToArray();

        for (byte i = 0; i < 8; i++) Assert.True(await DeliverAsync(Process(i % 2), "a", i));

        var all = Task.WhenAll(receiving);
        await PassPollsAsync(all);
        Assert.Equal(Enumerable.Range(0, 8), (await all).Select(message => (int)message.Span[0]).Order());
    }

    [Fact]
    public async Task Mailboxes_get_their_own_messages()
    {
        await using var a = await OpenAsync("a");
        await using var b = await OpenAsync("b", Other);
        await DeliverAsync(First, "b", 2);
        await DeliverAsync(Other, "a", 1);

        var (fromA, fromB) = (ReceiveAsync(a), ReceiveAsync(b));
        await PassPollsAsync(Task.WhenAll(fromA, fromB));

        Assert.Equal((1, 2), ((await fromA).Span[0], (await fromB).Span[0]));
    }

    [Theory]
    [InlineData("b")]
    [InlineData("A")]
    [InlineData("")]
    [InlineData("a' OR '1'='1")]
    public async Task Missing_mailbox_accepts_nothing(string id)
    {
        await using var mailbox = await OpenAsync("a");

        Assert.False(await DeliverAsync(First, id, 1));
        Assert.False(await DeliverAsync(Other, id, 1));
    }

    [Fact]
    public async Task Closed_mailbox_accepts_nothing_and_leaves_nothing()
    {
        var mailbox = await OpenAsync("a-mailbox");
        await DeliverAsync(Other, "a-mailbox", 1);
        await mailbox.DisposeAsync();
        await mailbox.DisposeAsync();

        Assert.False(await DeliverAsync(First, "a-mailbox", 1));
        Assert.False(await DeliverAsync(Other, "a-mailbox", 1));
        Assert.DoesNotContain("a-mailbox", await Fixture.DumpAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_mailbox_is_deleted_by_later_calls()
    {
        await OpenAsync("a-mailbox");
        Assert.True(await DeliverAsync(Other, "a-mailbox", 1));

        Clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.True(await DeliverAsync(Other, "a-mailbox", 2));
        Clock.Advance(TimeSpan.FromTicks(1));

        Assert.False(await DeliverAsync(First, "a-mailbox", 1));
        Assert.False(await DeliverAsync(Other, "a-mailbox", 1));
        await using var later = await OpenAsync("later", Other);
        Assert.DoesNotContain("a-mailbox", await Fixture.DumpAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_an_expired_mailbox_leaves_a_new_one_with_the_same_id_open()
    {
        var old = await OpenAsync("a");
        Clock.Advance(Minute);
        await using var mailbox = await OpenAsync("a", Other);

        await old.DisposeAsync();

        Assert.True(await DeliverAsync(First, "a", 1));
    }

    [Fact]
    public async Task Mailbox_id_is_not_opened_twice()
    {
        await using var mailbox = await OpenAsync("a");

        await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync("a", Other));
        Assert.True(await DeliverAsync(Other, "a", 1));
    }

    [Fact]
    public async Task Full_mailbox_accepts_no_more_until_a_message_is_received()
    {
        await using var mailbox = await OpenAsync("a");
        for (byte i = 0; i < 32; i++) Assert.True(await DeliverAsync(Process(i % 2), "a", i));

        Assert.Equal(CallbackDelivery.Full, await TryDeliverAsync(First, "a", 32));
        Assert.Equal(CallbackDelivery.Full, await TryDeliverAsync(Other, "a", 32));
        Assert.Equal([0], (await ReceiveAsync(mailbox)).ToArray());
        Assert.True(await DeliverAsync(Other, "a", 33));
    }

    [Fact]
    public async Task Repeats_of_a_waiting_message_use_no_capacity()
    {
        await using var mailbox = await OpenAsync("a");
        await using var neighbor = await OpenAsync("b");
        Assert.True(await DeliverAsync(First, "a", 1));

        for (var i = 0; i < 40; i++) Assert.Equal(CallbackDelivery.AlreadyWaiting, await TryDeliverAsync(Process(i % 2), "a", 1));

        Assert.True(await DeliverAsync(Other, "b", 1));
        Assert.True(await DeliverAsync(Other, "a", 2));
        foreach (var expected in new byte[] { 1, 2 })
        {
            var receiving = ReceiveAsync(mailbox);
            await PassPollsAsync(receiving);
            Assert.Equal([expected], (await receiving).ToArray());
        }
    }

    [Fact]
    public async Task Full_mailbox_accepts_repeats_of_a_waiting_message()
    {
        await using var mailbox = await OpenAsync("a");
        for (byte i = 0; i < 32; i++) Assert.True(await DeliverAsync(First, "a", i));

        Assert.Equal(CallbackDelivery.AlreadyWaiting, await TryDeliverAsync(Other, "a", 31));
        Assert.Equal(CallbackDelivery.Full, await TryDeliverAsync(Other, "a", 32));
    }

    [Fact]
    public async Task Failed_delivery_has_a_reason()
    {
        await using var mailbox = await OpenAsync("a");
        var tooLarge = new byte[(256 * 1024) + 1];

        Assert.Equal(CallbackDelivery.NotOpen, await TryDeliverAsync(First, "b", 1));
        Assert.Equal(CallbackDelivery.TooLarge, await TryDeliverAsync(First, "a", tooLarge));
    }

    [Fact]
    public async Task Large_message_arrives_complete_and_an_oversized_one_is_rejected()
    {
        await using var mailbox = await OpenAsync("a");
        var largest = new byte[256 * 1024];
        new Random(1).NextBytes(largest);

        Assert.False(await DeliverAsync(Other, "a", new byte[largest.Length + 1]));
        Assert.True(await DeliverAsync(Other, "a", largest));

        Assert.Equal(largest, (await ReceiveAsync(mailbox)).ToArray());
    }

    [Fact]
    public async Task Message_is_not_lost_to_a_canceled_receiver()
    {
        await using var mailbox = await OpenAsync("a");
        using var cancellationSource = new CancellationTokenSource();
        var gone = mailbox.ReceiveAsync(cancellationSource.Token).AsTask();
        await cancellationSource.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        await DeliverAsync(First, "a", 1);

        Assert.Equal([1], (await ReceiveAsync(mailbox)).ToArray());
    }

    [Fact]
    public async Task Invalid_arguments_are_rejected()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => OpenAsync(""));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => First.CallbackRouter.OpenAsync("a", TimeSpan.Zero, Ct).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => First.ExchangeLock.AcquireAsync("a", TimeSpan.Zero, Ct).AsTask());
    }

    private Task<ICallbackMailbox> OpenAsync(string id, IStoreProcess? process = null) =>
        (process ?? First).CallbackRouter.OpenAsync(id, Minute, Ct).AsTask();

    private async Task<bool> DeliverAsync(IStoreProcess process, string id, params byte[] message) =>
        await TryDeliverAsync(process, id, message) == CallbackDelivery.Delivered;

    private Task<CallbackDelivery> TryDeliverAsync(IStoreProcess process, string id, params byte[] message) =>
        process.CallbackRouter.DeliverAsync(id, message, Ct).AsTask();

    private Task<ReadOnlyMemory<byte>> ReceiveAsync(ICallbackMailbox mailbox) => mailbox.ReceiveAsync(Ct).AsTask();
}
