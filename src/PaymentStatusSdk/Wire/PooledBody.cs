using System.Buffers;

namespace PaymentStatusSdk.Adapters;

/// <summary>A body of at most 256 KiB in an array from the shared pool; wiped before it goes back, since it may hold personal data.</summary>
public sealed class PooledBody : IDisposable
{
    private const int FirstBuffer = 4096;

    private byte[]? _buffer;
    private int _length;

    /// <summary>The bytes; not valid any more after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a stream to its end, or refuses it as soon as it is over the cap.</summary>
    /// <param name="stream">What to read.</param>
    /// <param name="announcedLength">The content length, if there is one: a body that announces too much is refused unread.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TransactionStatusException">The body is over <see cref="ExchangeDefaults.MaxBodyBytes"/> (InvalidResponse).</exception>
    public static async ValueTask<PooledBody> ReadAsync(Stream stream, long? announcedLength, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (announcedLength > ExchangeDefaults.MaxBodyBytes) throw WireFaults.TooLarge();
        var body = new PooledBody { _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, (int)(announcedLength ?? 0) + 1)) };
        var isWhole = false;
        try
        {
            while (true)
            {
                // The pool's arrays are larger than asked for; a byte over the cap is enough to know.
                var room = Math.Min(body._buffer.Length, ExchangeDefaults.MaxBodyBytes + 1) - body._length;
                var read = await stream.ReadAsync(body._buffer.AsMemory(body._length, room), cancellationToken).ConfigureAwait(false);
                if (read == 0) break;
                body._length += read;
                if (body._length > ExchangeDefaults.MaxBodyBytes) throw WireFaults.TooLarge();
                if (body._length == body._buffer.Length) body.Grow();
            }

            isWhole = true;
            return body;
        }
        finally
        {
            if (!isWhole) body.Dispose();
        }
    }

    /// <summary>Wipes the bytes and gives the array back. Once only: a copy of this value must not be disposed of as well.</summary>
    public void Dispose()
    {
        if (_buffer is not { } buffer) return;
        _buffer = null;
        buffer.AsSpan(0, _length).Clear();
        _length = 0;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(_buffer!.Length * 2, ExchangeDefaults.MaxBodyBytes + 1));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
