using System.IO.Compression;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The decoder of compressed bodies. The first octet of an input chooses the coding.</summary>
internal sealed class CodingTarget : FuzzTarget
{
    // Written a second time: a wrong limit of the decoder must not become the limit of its oracle.
    private const int MaxLength = 256 * 1024;

    private static readonly ContentCoding[] Codings =
        [ContentCoding.GZip, ContentCoding.Deflate, ContentCoding.Brotli, ContentCoding.Unknown];

    public override string Name => "coding";

    public override IMutator Mutator { get; } = new ByteMutator();

    // The windows of the decoders, and twice the largest decoded body.
    public override long FixedAllocation => 3 * MaxLength;

    public override object? Read(byte[] input)
    {
        if (input.Length == 0) return null;
        var reading = PooledBody.ReadAsync(new MemoryStream(input, 1, input.Length - 1), null, CancellationToken.None);
        using var decoded = ContentDecoder.Decode(reading.AsTask().GetAwaiter().GetResult(), Codings[input[0] % Codings.Length]);
        return decoded.Memory.ToArray();
    }

    public override string Describe(object? reading, Exception? failure) =>
        reading is byte[] body ? $"decoded {body.Length > 20}" : failure?.Message ?? "-";

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        if (reading is not byte[] body || input.Length < 2) return;
        SurpriseException.Unless(body.Length <= MaxLength, Oracle.Memory, "A decoded body exceeds the maximum.");
        var encoded = input[1..];
        var isExpected = Codings[input[0] % Codings.Length] switch
        {
            ContentCoding.GZip => IsCompletelyDecodedBy(stream => new GZipStream(stream, CompressionMode.Decompress), encoded, body),
            ContentCoding.Brotli =>
                IsDecodedBy(stream => new BrotliStream(stream, CompressionMode.Decompress), encoded, body)
                && IsCompleteBrotli(encoded, body),
            // Senders use both formats under this name.
            ContentCoding.Deflate =>
                IsCompletelyDecodedBy(stream => new ZLibStream(stream, CompressionMode.Decompress), encoded, body)
                || IsCompletelyDecodedBy(stream => new DeflateStream(stream, CompressionMode.Decompress), encoded, body),
            _ => false,
        };
        SurpriseException.Unless(isExpected, Oracle.Content, "The decoded body differs.");
    }

    // The framework's streams accept truncated data. They ignore octets after complete data; truncated data would continue with them.
    private static bool IsCompletelyDecodedBy(Func<Stream, Stream> decoder, byte[] encoded, byte[] body) =>
        new byte[] { 0x00, 0xFF }.All(octet => IsDecodedBy(decoder, [.. encoded, .. Enumerable.Repeat(octet, 64)], body));

    // Unlike the stream, the decoder of complete data reports data that ends too early. It needs room for one octet, even for none.
    private static bool IsCompleteBrotli(byte[] encoded, byte[] body)
    {
        var decoded = new byte[body.Length + 1];
        return BrotliDecoder.TryDecompress(encoded, decoded, out var length) && decoded.AsSpan(0, length).SequenceEqual(body);
    }

    private static bool IsDecodedBy(Func<Stream, Stream> decoder, byte[] encoded, byte[] body)
    {
        using var stream = decoder(new MemoryStream(encoded));
        using var decoded = new MemoryStream();
        try
        {
            stream.CopyTo(decoded);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            return false;
        }

        return decoded.ToArray().AsSpan().SequenceEqual(body);
    }
}
