namespace PaymentStatusSdk.Http;

/// <summary>
/// A stream over compressed bytes that records whether a decoder tried to read past the end, which means that the data is truncated.
/// </summary>
/// <param name="encoded">The bytes.</param>
/// <param name="paddingLength">The number of bytes 255 after the end. Truncated data continues with them, and complete data ignores them.
/// </param>
internal sealed class EncodedBodyStream(ReadOnlyMemory<byte> encoded, int paddingLength = 0) : Stream
{
    private int _position;
    private int _padded;

    public bool WasReadPastEnd { get; private set; }

    public bool IsPaddingConsumed => _padded == paddingLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, encoded.Length - _position);
        if (count == 0) return ReadPastEnd(buffer);
        encoded.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private int ReadPastEnd(Span<byte> buffer)
    {
        WasReadPastEnd |= buffer.Length > 0;
        var count = Math.Min(buffer.Length, paddingLength - _padded);
        buffer[..count].Fill(byte.MaxValue);
        _padded += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
