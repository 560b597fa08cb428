using System.Buffers;
using System.Text;

namespace PaymentStatusSdk.Adapters;

/// <summary>Collects the bytes of one request in pooled memory that is wiped when it is given back: requests carry credentials.</summary>
/// <remarks>
/// As an <see cref="IBufferWriter{T}"/> it takes what a <see cref="System.Text.Json.Utf8JsonWriter"/> writes; dispose of the writer first.
/// Not thread-safe; dispose of it once. The finished request is a copy of its own, since HTTP may read it longer than one thinks.
/// </remarks>
public sealed class RequestBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);

    /// <summary>How many bytes have been written.</summary>
    public int Written { get; private set; }

    /// <summary>What has been written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Written);

    internal ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Written);

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Writes text as UTF-8.</summary>
    public void Write(ReadOnlySpan<char> text) => Advance(Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));

    /// <summary>Makes room for at least <paramref name="count"/> bytes; say with <see cref="Advance"/> how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Written < count) Grow(Written + count);
        return _buffer.AsSpan(Written);
    }

    /// <summary>Makes room for at least <paramref name="sizeHint"/> bytes, and for one at least.</summary>
    /// <returns>The room; valid until the next write.</returns>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsMemory(Written);
    }

    /// <summary>Makes room for at least <paramref name="sizeHint"/> bytes, and for one at least.</summary>
    /// <returns>The room; valid until the next write.</returns>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Counts bytes that were put into the room of <see cref="Reserve"/>, <see cref="GetSpan"/> or <see cref="GetMemory"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or more than there is room for.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - Written);
        Written += count;
    }

    /// <summary>The request in an array of its own.</summary>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>Wipes the memory and gives it back.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        // All of it: a writer may have put bytes there and not counted them.
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
