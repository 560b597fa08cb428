using System.Buffers;

namespace PaymentStatusSdk.Adapters;

/// <summary>A body of at most 256 KiB in an array from the shared pool; wiped before it goes back, since it may hold personal data.</summary>
/// <remarks>Memory is taken for bytes that have arrived, never for bytes that a sender announced. Not thread-safe.</remarks>
public sealed class PooledBody : IDisposable
{
    /// <summary>The size of the first array; a body counts in a <see cref="BodyMemoryBudget"/> with at least this much.</summary>
    internal const int FirstBuffer = 2048;

    private BodyMemoryBudget? _budget;
    private byte[] _buffer = [];
    private int _length;
    private int _grown;

    internal PooledBody(BodyMemoryBudget? budget = null)
    {
        if (budget?.TryAdmit() == false) throw ProtocolErrors.OverBudget();
        _budget = budget;
    }

    /// <summary>The bytes; not valid any more after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a stream to its end, or refuses it as soon as it is over the cap.</summary>
    /// <param name="stream">The stream to read.</param>
    /// <param name="announcedLength">The content length, if there is one: a body that announces too much is refused unread.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TransactionStatusException">The body is over <see cref="ExchangeDefaults.MaxBodyBytes"/> (InvalidResponse).</exception>
    public static ValueTask<PooledBody> ReadAsync(Stream stream, long? announcedLength, CancellationToken cancellationToken) =>
        ReadAsync(stream, announcedLength, budget: null, onFirstByte: null, cancellationToken);

    /// <summary>Reads a stream to its end within a budget that is shared with other bodies; no array is held before the first byte is there.</summary>
    /// <param name="stream">The stream to read.</param>
    /// <param name="announcedLength">The content length, if there is one: a body that announces too much is refused unread.</param>
    /// <param name="budget">Counts the memory until the body is disposed; null for none.</param>
    /// <param name="onFirstByte">Called when the first byte is there, or the end of an empty body; null for none. A stream that does not support
    /// reads of zero bytes may call it at once.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TransactionStatusException">The body is over <see cref="ExchangeDefaults.MaxBodyBytes"/> (InvalidResponse), or the
    /// budget is exhausted (Unavailable).</exception>
    public static async ValueTask<PooledBody> ReadAsync(
        Stream stream, long? announcedLength, BodyMemoryBudget? budget, Action? onFirstByte, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (announcedLength > ExchangeDefaults.MaxBodyBytes) throw ProtocolErrors.TooLarge();
        var body = new PooledBody(budget);
        var isWhole = false;
        try
        {
            if (budget is not null) await WaitForFirstByteAsync(stream, cancellationToken).ConfigureAwait(false);
            onFirstByte?.Invoke();
            // One byte more than announced, so that the end of the body is seen without growing.
            if (announcedLength < FirstBuffer) body.Grow((int)announcedLength.Value + 1);
            while (true)
            {
                var read = await stream.ReadAsync(body.GetRoom(), cancellationToken).ConfigureAwait(false);
                if (read == 0) break;
                body.Advance(read);
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
        var buffer = _buffer;
        _buffer = [];
        buffer.AsSpan(0, Math.Min(_length, buffer.Length)).Clear();
        _length = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        _budget?.Release(_grown);
        _budget = null;
    }

    /// <summary>Room for at least one further byte.</summary>
    /// <exception cref="TransactionStatusException">The budget is exhausted (Unavailable).</exception>
    internal Memory<byte> GetRoom()
    {
        // A body that is exactly at the cap may end here; a single byte shows that it does not.
        if (_length == ExchangeDefaults.MaxBodyBytes) return new byte[1];
        if (_length == _buffer.Length) Grow(Math.Max(FirstBuffer, _buffer.Length * 2));
        return _buffer.AsMemory(_length, Math.Min(_buffer.Length, ExchangeDefaults.MaxBodyBytes) - _length);
    }

    /// <summary>Counts bytes that were put into the room.</summary>
    /// <exception cref="TransactionStatusException">The body is over the cap (InvalidResponse).</exception>
    internal void Advance(int count)
    {
        if (_length + count > ExchangeDefaults.MaxBodyBytes) throw ProtocolErrors.TooLarge();
        _length += count;
    }

    private static async ValueTask WaitForFirstByteAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            // The streams of some servers refuse reads of zero bytes; the first array is then held while the first byte is awaited.
        }
    }

    private void Grow(int size)
    {
        size = Math.Min(size, ExchangeDefaults.MaxBodyBytes);
        var more = Math.Max(0, size - FirstBuffer) - _grown;
        if (_budget?.TryGrow(more) == false) throw ProtocolErrors.OverBudget();
        _grown += more;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        var former = _buffer;
        former.AsSpan(0, _length).CopyTo(larger);
        former.AsSpan(0, _length).Clear();
        _buffer = larger;
        if (former.Length > 0) ArrayPool<byte>.Shared.Return(former);
    }
}
