using System.IO.Compression;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The decoder of compressed bodies. The first octet of an input chooses the coding.</summary>
internal sealed class CodingTarget : FuzzTarget
{
    private static readonly ContentCoding[] Codings =
        [ContentCoding.GZip, ContentCoding.Deflate, ContentCoding.Brotli, ContentCoding.Unknown];

    public override string Name => "coding";

    public override IMutator Mutator { get; } = new ByteMutator();

    // The windows of the decoders, and twice the largest decoded body.
    public override long FixedAllocation => 3 * ExchangeDefaults.MaxBodyBytes;

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
        SurpriseException.Unless(body.Length <= ExchangeDefaults.MaxBodyBytes, Oracle.Memory, "A decoded body exceeds the maximum.");
        using var encoded = new MemoryStream(input, 1, input.Length - 1);
        using Stream? decoder = Codings[input[0] % Codings.Length] switch
        {
            ContentCoding.GZip => new GZipStream(encoded, CompressionMode.Decompress),
            ContentCoding.Brotli => new BrotliStream(encoded, CompressionMode.Decompress),
            _ => null,
        };
        if (decoder is null) return;
        using var expected = new MemoryStream();
        decoder.CopyTo(expected);
        SurpriseException.Unless(expected.ToArray().AsSpan().SequenceEqual(body), Oracle.Content, "The decoded body differs.");
    }
}
