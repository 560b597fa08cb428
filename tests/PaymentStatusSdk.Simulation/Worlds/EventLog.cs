using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Simulation.Worlds;

/// <summary>The events of a world, one a line, and their digest.</summary>
internal sealed class EventLog(TextWriter? writer) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public long Count { get; private set; }

    public void Add(string line)
    {
        Count++;
        writer?.WriteLine(line);
        if (Encoding.UTF8.GetMaxByteCount(line.Length + 1) > _buffer.Length - _used) Flush();
        _used += Encoding.UTF8.GetBytes(line, _buffer.AsSpan(_used));
        _buffer[_used++] = (byte)'\n';
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
