using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class PooledBodyTests
{
    private const int Cap = ExchangeDefaults.MaxBodyBytes;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(Cap)]
    public async Task Body_takes_memory_for_the_bytes_that_have_arrived_and_not_for_those_announced(long announced)
    {
        var stream = new ChunkStream([1, 100, 5_000]);

        using var body = await PooledBody.ReadAsync(stream, announced, Ct);

        Assert.Equal(5_101, body.Memory.Length);
        Assert.InRange(stream.Rooms[0], 1, 4_096);
        Assert.All(stream.Rooms, room => Assert.InRange(room, 1, 8_192));
        Assert.Equal(Enumerable.Range(0, 5_101).Select(i => (byte)i), body.Memory.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    [InlineData((long)Cap)]
    public async Task Body_at_the_cap_is_read_and_a_byte_more_is_refused(long? announced)
    {
        using (var whole = await PooledBody.ReadAsync(new ChunkStream([Cap]), announced, Ct)) Assert.Equal(Cap, whole.Memory.Length);

        var fault = await Assert.ThrowsAsync<TransactionStatusException>(
            async () => await PooledBody.ReadAsync(new ChunkStream([Cap, 1]), announced, Ct));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, fault.Kind);
    }

    [Fact]
    public async Task Announced_length_over_the_cap_is_refused_unread()
    {
        var stream = new ChunkStream([1]);

        await Assert.ThrowsAsync<TransactionStatusException>(async () => await PooledBody.ReadAsync(stream, Cap + 1L, Ct));

        Assert.Empty(stream.Rooms);
    }

    [Fact]
    public async Task Budget_counts_what_bodies_hold_and_refuses_what_is_beyond_it()
    {
        var budget = new BodyMemoryBudget(Cap + 8_192);
        using var first = await PooledBody.ReadAsync(new ChunkStream([1]), Cap, budget, Ct);
        Assert.Equal(4_096, budget.HeldBytes);
        using (var second = await PooledBody.ReadAsync(new ChunkStream([Cap]), null, budget, Ct))
        {
            Assert.Equal(Cap + 4_096, budget.HeldBytes);
            using var third = await PooledBody.ReadAsync(new ChunkStream([4_000]), null, budget, Ct);
            var fault = await Assert.ThrowsAsync<TransactionStatusException>(
                async () => await PooledBody.ReadAsync(new ChunkStream([1]), 1, budget, Ct));
            Assert.Equal(TransactionStatusErrorKind.Unavailable, fault.Kind);
            Assert.Equal(Cap + 8_192, budget.HeldBytes);
        }

        Assert.Equal(4_096, budget.HeldBytes);
    }

    [Fact]
    public async Task Budget_gets_back_what_a_body_held_that_was_refused_or_failed_while_it_grew()
    {
        var budget = new BodyMemoryBudget(Cap);
        using var held = await PooledBody.ReadAsync(new ChunkStream([1]), null, budget, Ct);

        var refused = await Assert.ThrowsAsync<TransactionStatusException>(
            async () => await PooledBody.ReadAsync(new ChunkStream([Cap]), null, budget, Ct));
        await Assert.ThrowsAsync<IOException>(async () => await PooledBody.ReadAsync(new ChunkStream([1, -1]), null, budget, Ct));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, refused.Kind);
        Assert.Equal(4_096, budget.HeldBytes);
        held.Dispose();
        Assert.Equal(0, budget.HeldBytes);
        held.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void Budget_that_is_too_small_for_one_body_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BodyMemoryBudget(Cap - 1));
}
