using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class RequestBufferTests
{
    [Fact]
    public void Buffer_grows_with_what_is_written()
    {
        using var buffer = new RequestBuffer();
        var expected = new StringBuilder();

        for (var i = 0; i < 2_000; i++)
        {
            buffer.Write($"é{i};");
            buffer.Write("#"u8);
            expected.Append('é').Append(i).Append(";#");
        }

        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(buffer.ToArray()));
        Assert.Equal(buffer.Written, buffer.Span.Length);
    }

    [Fact]
    public void One_large_write_fits()
    {
        using var buffer = new RequestBuffer();
        var large = new byte[100_000];
        large.AsSpan().Fill(7);

        buffer.Write("a"u8);
        buffer.Write(large);

        Assert.Equal(100_001, buffer.Written);
        Assert.Equal(7, buffer.Span[^1]);
    }

    [Fact]
    public void Memory_is_cleared_when_it_is_returned_and_the_copy_stays()
    {
        var buffer = new RequestBuffer();
        buffer.Write("a secret"u8);
        var copy = buffer.ToArray();
        var memory = MemoryOf(buffer);

        buffer.Dispose();
        buffer.Dispose();

        Assert.All(memory.Take(8), octet => Assert.Equal(0, octet));
        Assert.Equal("a secret", Encoding.UTF8.GetString(copy));
    }

    [Fact]
    public void Memory_is_cleared_when_the_buffer_grows()
    {
        using var buffer = new RequestBuffer();
        buffer.Write("a secret"u8);
        var memory = MemoryOf(buffer);

        buffer.Write(new byte[100_000]);

        Assert.All(memory.Take(8), octet => Assert.Equal(0, octet));
    }

    [Fact]
    public void Buffer_grows_only_when_the_bytes_do_not_fit_and_doubles_then()
    {
        using var buffer = new RequestBuffer();
        var memory = MemoryOf(buffer);
        buffer.Advance(memory.Length - 1);

        Assert.Equal(1, buffer.GetMemory().Length);
        Assert.Equal(1, buffer.Reserve(1).Length);
        Assert.Same(memory, MemoryOf(buffer));
        buffer.Reserve(2);

        Assert.Equal(memory.Length * 2, MemoryOf(buffer).Length);
    }

    [Fact]
    public void Memory_returns_to_the_pool_when_the_buffer_grows_and_when_it_is_disposed() =>
        // A garbage collection may empty the pool in between, but not each time.
        Assert.Contains(Enumerable.Range(0, 5), _ => IsReturned());

    private static bool IsReturned()
    {
        var buffer = new RequestBuffer();
        var first = MemoryOf(buffer);
        buffer.Reserve(first.Length + 1);
        var isFirstReturned = IsInThePool(first);
        var second = MemoryOf(buffer);
        buffer.Write("a"u8);

        buffer.Dispose();

        var isSecondReturned = IsInThePool(second);
        Assert.Empty(MemoryOf(buffer));
        Assert.Equal(0, buffer.Written);
        Assert.Empty(buffer.ToArray());
        return isFirstReturned && isSecondReturned;
    }

    [Fact]
    public void Json_writer_writes_into_the_buffer_and_uncounted_bytes_are_cleared()
    {
        var buffer = new RequestBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("key", "a secret");
            json.WriteString("long", new string('x', 5_000));
            json.WriteEndObject();
        }

        Assert.Equal($$"""{"key":"a secret","long":"{{new string('x', 5_000)}}"}""", Encoding.UTF8.GetString(buffer.ToArray()));
        var memory = MemoryOf(buffer);
        "uncounted"u8.CopyTo(buffer.GetSpan(9));
        buffer.Dispose();
        Assert.All(memory, octet => Assert.Equal(0, octet));
    }

    [Fact]
    public void Free_space_is_never_empty_and_cannot_be_exceeded()
    {
        using var buffer = new RequestBuffer();
        buffer.Advance(buffer.GetMemory().Length);

        Assert.NotEqual(0, buffer.GetSpan().Length);
        Assert.InRange(buffer.GetMemory(10_000).Length, 10_000, int.MaxValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(buffer.GetSpan().Length + 1));
    }

    // The pool gives a thread the array that the thread returned last.
    private static bool IsInThePool(byte[] memory)
    {
        var rented = ArrayPool<byte>.Shared.Rent(memory.Length);
        ArrayPool<byte>.Shared.Return(rented);
        return ReferenceEquals(memory, rented);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_buffer")]
    private static extern ref byte[] MemoryOf(RequestBuffer buffer);
}
