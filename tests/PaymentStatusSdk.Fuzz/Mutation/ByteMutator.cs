namespace PaymentStatusSdk.Fuzz.Mutation;

/// <summary>Changes octets without regard to their meaning.</summary>
internal sealed class ByteMutator : IMutator
{
    private const int MaxLength = 64 * 1024;

    // Marks, padding, and octets that are invalid or incomplete in UTF-8.
    private static readonly byte[][] Interesting =
    [
        [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0], [0, 0], [0x80], [0xA4], [0xE9], [0xC3], [0xC3, 0xA9],
        [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBD], [0xF0, 0x9F, 0x98, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80],
        [0x0D, 0x0A], [0x0A], [0x1A], [0x1B], [0x7F], [0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xA8],
    ];

    public IEnumerable<byte[]> Words => Interesting;

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        var bytes = new List<byte>(input);
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(random.Next(8) == 0 ? 200 : 12));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
            case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
            case 4: bytes.InsertRange(at, Interesting[random.Next(Interesting.Length)]); break;
            case 5 when other.Length > 0:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + random.Next(64))).ToArray());
                break;
            case 6 when other.Length > 0:
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(random.Next(other.Length)).ToArray());
                break;
            case 7 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
            default: bytes.Insert(at, (byte)random.Next(256)); break;
        }

        if (bytes.Count > MaxLength) bytes.RemoveRange(MaxLength, bytes.Count - MaxLength);
        return [.. bytes];
    }
}
