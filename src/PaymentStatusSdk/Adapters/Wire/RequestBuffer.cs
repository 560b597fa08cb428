using System.Buffers;
using System.Text;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>
/// Collects the bytes of one request in pooled memory that is cleared before it is returned: requests contain credentials.
/// </summary>
/// <remarks>
/// As an <see cref="IBufferWriter{T}"/> it is a target for <see cref="System.Text.Json.Utf8JsonWriter"/>; dispose the writer first. Not
/// thread-safe; dispose it once. Copy the finished request with <see cref="ToArray"/>, because HTTP may still read it after the call has
/// ended.
/// </remarks>
public sealed class RequestBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);

    /// <summary>The number of bytes written.</summary>
    public int Written { get; private set; }

    /// <summary>The bytes written until now; valid until the next write.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Written);

    internal ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Written);

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Writes text as UTF-8.</summary>
    public void Write(ReadOnlySpan<char> text) =>
        Advance(Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));

    /// <summary>Reserves memory for at least <paramref name="count"/> bytes; report the used bytes with <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Written < count) Grow(Written + count);
        return _buffer.AsSpan(Written);
    }

    /// <summary>Reserves memory for at least <paramref name="sizeHint"/> bytes, and at least one.</summary>
    /// <returns>The free memory; valid until the next write.</returns>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsMemory(Written);
    }

    /// <summary>Reserves memory for at least <paramref name="sizeHint"/> bytes, and at least one.</summary>
    /// <returns>The free memory; valid until the next write.</returns>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>
    /// Counts bytes that were written to the memory of <see cref="Reserve"/>, <see cref="GetSpan"/> or <see cref="GetMemory"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or exceeds the free memory.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - Written);
        Written += count;
    }

    /// <summary>Copies the request to a new array.</summary>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>Clears the memory and returns it to the pool.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        // All of it: a writer may have written bytes that it did not report.
        buffer.AsSpan().Clear();
        Written = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
        Span.CopyTo(larger);
        _buffer.AsSpan().Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
