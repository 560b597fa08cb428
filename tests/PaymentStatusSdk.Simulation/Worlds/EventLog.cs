using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace PaymentStatusSdk.Simulation.Worlds;

/// <summary>The events of a world, one a line, and their digest.</summary>
internal sealed class EventLog(TextWriter? writer) : IDisposable
{
    private const int LongestTime = 24;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public long Count { get; private set; }

    public void Add(long ticks, string? subject, string text)
    {
        Count++;
        writer?.WriteLine($"{ticks} {subject} {text}");
        if (Encoding.UTF8.GetMaxByteCount(LongestTime + (subject?.Length ?? 0) + text.Length) > _buffer.Length - _used) Flush();
        Utf8.TryWrite(_buffer.AsSpan(_used), CultureInfo.InvariantCulture, $"{ticks} {subject} {text}\n", out var count);
        _used += count;
    }

    public byte[] ToDigest()
    {
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
