using System.Buffers;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>
/// A body of at most 256 KiB in an array from the shared pool; cleared before it is returned, because it may hold personal data.
/// </summary>
/// <remarks>Memory is rented for bytes that have arrived, never for a length that a sender announced. Not thread-safe.</remarks>
public sealed class PooledBody : IDisposable
{
    /// <summary>The size of the first array; a body counts in a <see cref="BodyMemoryBudget"/> with at least this size.</summary>
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

    /// <summary>The bytes; no longer valid after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a stream to its end, or rejects it as soon as it exceeds the maximum size.</summary>
    /// <param name="stream">The stream to read.</param>
    /// <param name="announcedLength">The content length, if there is one: a body that announces too much is rejected without being
    /// read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="TransactionStatusException">The body exceeds <see cref="ExchangeDefaults.MaxBodyBytes"/>
    /// (InvalidResponse).</exception>
    public static ValueTask<PooledBody> ReadAsync(Stream stream, long? announcedLength, CancellationToken cancellationToken) =>
        ReadAsync(stream, announcedLength, budget: null, onFirstByte: null, cancellationToken);

    /// <summary>
    /// Reads a stream to its end within a budget that other bodies share; no array is rented before the first byte has arrived.
    /// </summary>
    /// <param name="stream">The stream to read.</param>
    /// <param name="announcedLength">The content length, if there is one: a body that announces too much is rejected without being
    /// read.</param>
    /// <param name="budget">The budget that counts the memory until the body is disposed; null for none.</param>
    /// <param name="onFirstByte">Called when the first byte, or the end of an empty body, has arrived; null for none. With a stream that
    /// does not support reads of zero bytes it may be called immediately.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="TransactionStatusException">The body exceeds <see cref="ExchangeDefaults.MaxBodyBytes"/> (InvalidResponse), or the
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
            // One byte more than announced, so that the end of the body is detected without growing.
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

    /// <summary>Clears the bytes and returns the array to the pool.</summary>
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

    /// <summary>Returns free memory for at least one more byte.</summary>
    /// <exception cref="TransactionStatusException">The budget is exhausted (Unavailable).</exception>
    internal Memory<byte> GetRoom()
    {
        // A body of exactly the maximum size may end here; one more byte shows that it does not.
        if (_length == ExchangeDefaults.MaxBodyBytes) return new byte[1];
        if (_length == _buffer.Length) Grow(Math.Max(FirstBuffer, _buffer.Length * 2));
        return _buffer.AsMemory(_length, Math.Min(_buffer.Length, ExchangeDefaults.MaxBodyBytes) - _length);
    }

    /// <summary>Counts bytes that were written to the free memory.</summary>
    /// <exception cref="TransactionStatusException">The body exceeds the maximum size (InvalidResponse).</exception>
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
            // The streams of some servers reject reads of zero bytes; the first array is then rented while waiting for the first byte.
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
