namespace PaymentStatusSdk.Tests.Wire;

/// <summary>
/// Returns bytes 0, 1, 2, ... in chunks of the given sizes (a negative size is a broken connection) and records the buffer size of each
/// read.
/// </summary>
internal sealed class ChunkStream(IEnumerable<int> chunks) : Stream
{
    private readonly LinkedList<int> _chunks = new(chunks);
    private int _next;

    public List<int> Rooms { get; } = [];

    /// <summary>Rejects reads of zero bytes, like some servers.</summary>
    public bool RefusesEmptyReads { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return Read(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty && RefusesEmptyReads) throw new ArgumentOutOfRangeException(nameof(buffer));
        Rooms.Add(buffer.Length);
        if (buffer.IsEmpty) return 0;
        if (_chunks.First is not { Value: var chunk }) return 0;
        _chunks.RemoveFirst();
        if (chunk < 0) throw new IOException("The connection broke.");
        var count = Math.Min(chunk, buffer.Length);
        if (count < chunk) _chunks.AddFirst(chunk - count);
        for (var i = 0; i < count; i++) buffer[i] = (byte)_next++;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
