using System.Buffers;
using System.Runtime.InteropServices;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class PooledBodyTests
{
    private const int Cap = ExchangeDefaults.MaxBodyBytes;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_048)]
    [InlineData(2_049)]
    [InlineData(Cap)]
    public async Task Body_uses_memory_for_received_bytes_and_not_for_announced_ones(long announced)
    {
        var stream = new ChunkStream([1, 100, 5_000]);

        using var body = await PooledBody.ReadAsync(stream, announced, Ct);

        Assert.Equal(5_101, body.Memory.Length);
        Assert.InRange(stream.Rooms[0], 1, 2_048);
        Assert.All(stream.Rooms, room => Assert.InRange(room, 1, 8_192));
        Assert.Equal(Enumerable.Range(0, 5_101).Select(i => (byte)i), body.Memory.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    [InlineData((long)Cap)]
    public async Task Body_at_the_cap_is_read_and_one_byte_more_is_rejected(long? announced)
    {
        using (var whole = await PooledBody.ReadAsync(new ChunkStream([Cap]), announced, Ct)) Assert.Equal(Cap, whole.Memory.Length);

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(
            async () => await PooledBody.ReadAsync(new ChunkStream([Cap, 1]), announced, Ct));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(15, 16)]
    [InlineData(16, 32)]
    public async Task Small_announced_body_is_read_into_one_small_array_that_has_room_to_detect_its_end(int announced, int room)
    {
        var stream = new ChunkStream([announced]);

        using var body = await PooledBody.ReadAsync(stream, announced, Ct);

        Assert.Equal(announced, body.Memory.Length);
        Assert.Equal([room, room - announced], stream.Rooms);
    }

    [Fact]
    public void Array_is_cleared_and_returned_to_the_pool_when_the_body_grows_and_when_it_is_disposed() =>
        // A garbage collection may empty the pool in between, but not each time.
        Assert.Contains(Enumerable.Range(0, 5), _ => IsReturned());

    private static bool IsReturned()
    {
        var body = new PooledBody();
        Fill(body, 2_048);
        var first = ArrayOf(body);
        Fill(body, 2_048);
        var isFirstReturned = IsClearedInThePool(first);
        var second = ArrayOf(body);
        Assert.Equal(Enumerable.Repeat((byte)7, 4_096), body.Memory.ToArray());

        body.Dispose();

        var isSecondReturned = IsClearedInThePool(second);
        Assert.Empty(ArrayOf(body));
        Assert.True(body.Memory.IsEmpty);
        return isFirstReturned && isSecondReturned;
    }

    [Fact]
    public async Task Announced_length_over_the_cap_is_rejected_unread()
    {
        var stream = new ChunkStream([1]);

        await Assert.ThrowsAsync<TransactionStatusException>(async () => await PooledBody.ReadAsync(stream, Cap + 1L, Ct));

        Assert.Empty(stream.Rooms);
    }

    [Fact]
    public async Task Budget_counts_the_memory_of_bodies_until_they_are_disposed()
    {
        var budget = new BodyMemoryBudget(BodyMemoryBudget.MinBytes);

        using (await ReadAsync(budget, Cap))
        using (await ReadAsync(budget, 1))
        {
            Assert.Equal(Cap + 2_048, budget.HeldBytes);
            await Assert.ThrowsAsync<IOException>(() => ReadAsync(budget, 5_000, -1));
            await Assert.ThrowsAsync<TransactionStatusException>(() => ReadAsync(budget, Cap, 1));
            Assert.Equal(Cap + 2_048, budget.HeldBytes);
        }

        Assert.Equal(0, budget.HeldBytes);
        var twice = await ReadAsync(budget, 1);
        twice.Dispose();
        twice.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public async Task Large_bodies_that_exhaust_the_budget_do_not_block_small_ones()
    {
        var budget = new BodyMemoryBudget(BodyMemoryBudget.MinBytes);
        using var first = await ReadAsync(budget, Cap);
        using var second = await ReadAsync(budget, Cap);

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => ReadAsync(budget, Cap));
        using var small = await ReadAsync(budget, 2_000);

        Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task Small_bodies_that_exhaust_the_budget_do_not_stop_admitted_ones_from_growing()
    {
        var budget = new BodyMemoryBudget(BodyMemoryBudget.MinBytes);
        var small = new List<PooledBody>();
        while (budget.HeldBytes < (BodyMemoryBudget.MinBytes / 2) - 2_048) small.Add(await ReadAsync(budget, 1));

        using var large = await ReadAsync(budget, Cap);
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => ReadAsync(budget, 1));
        small[0].Dispose();
        using var next = await ReadAsync(budget, 1);

        Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind);
        small.ForEach(body => body.Dispose());
    }

    [Fact]
    public async Task Body_in_a_budget_holds_no_array_before_its_first_byte_and_signals_its_arrival()
    {
        var (stream, calls) = (new ChunkStream([1, 1]), new List<int>());

        using var body = await PooledBody.ReadAsync(
            stream, Cap, new BodyMemoryBudget(BodyMemoryBudget.MinBytes), () => calls.Add(stream.Rooms.Count), Ct);

        Assert.Equal(0, stream.Rooms[0]);
        Assert.Equal([1], calls);
        Assert.Equal(2, body.Memory.Length);
    }

    [Fact]
    public async Task Body_of_a_stream_that_rejects_reads_of_zero_bytes_is_read()
    {
        var (stream, calls) = (new ChunkStream([1, 1]) { RefusesEmptyReads = true }, 0);

        using var body = await PooledBody.ReadAsync(stream, null, new BodyMemoryBudget(BodyMemoryBudget.MinBytes), () => calls++, Ct);

        Assert.Equal((2, 1), (body.Memory.Length, calls));
    }

    [Fact]
    public void Budget_that_is_too_small_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BodyMemoryBudget(BodyMemoryBudget.MinBytes - 1));

    private static void Fill(PooledBody body, int room)
    {
        var free = body.GetRoom();
        Assert.Equal(room, free.Length);
        free.Span.Fill(7);
        body.Advance(room);
    }

    private static byte[] ArrayOf(PooledBody body)
    {
        Assert.True(MemoryMarshal.TryGetArray(body.Memory, out var array));
        return array.Array!;
    }

    // The pool gives a thread the array that the thread returned last.
    private static bool IsClearedInThePool(byte[] array)
    {
        var rented = ArrayPool<byte>.Shared.Rent(array.Length);
        ArrayPool<byte>.Shared.Return(rented);
        Assert.All(array, octet => Assert.Equal(0, octet));
        return ReferenceEquals(array, rented);
    }

    private static Task<PooledBody> ReadAsync(BodyMemoryBudget budget, params int[] chunks) =>
        PooledBody.ReadAsync(new ChunkStream(chunks), null, budget, onFirstByte: null, Ct).AsTask();
}
