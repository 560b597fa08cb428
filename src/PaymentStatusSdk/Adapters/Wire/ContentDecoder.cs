using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using PaymentStatusSdk.Http;
using PaymentStatusSdk.Xml;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Decompresses complete bodies; the maximum of 256 KiB applies to the decoded bytes as well. Thread-safe.</summary>
/// <remarks>
/// A body is decoded only after all of its compressed bytes have arrived. A decoder that waits for a sender would hold its window in the
/// meantime: 44 kB for gzip, and up to 16 MiB for br, a size that the sender chooses.
/// </remarks>
public static class ContentDecoder
{
    /// <summary>The supported codings, as a value of <c>Accept-Encoding</c>.</summary>
    public const string AcceptEncoding = "gzip, deflate, br";

    // RFC 1952, 2.3: 10 octets of header, at least 2 of data, and 8 of trailer, which are a checksum and the length.
    private const int SmallestGZip = 20;

    // A code of deflate has at most 15 bits, and the longest one without extra bits stands for one octet. So truncated data that continues
    // with so many octets decodes to more than the maximum, or is malformed.
    private const int GZipPadding = 2 * ExchangeDefaults.MaxBodyBytes;

    /// <summary>Reads the values of <c>Content-Encoding</c>; no value and <c>identity</c> mean that the body is not compressed.</summary>
    /// <remarks>
    /// The same holds for names of charsets, <c>none</c>, <c>7bit</c>, <c>8bit</c> and <c>binary</c>, which some senders use by mistake.
    /// </remarks>
    /// <param name="values">The header's values; a value may be a list.</param>
    /// <returns><see cref="ContentCoding.Unknown"/> for a coding that is not supported, and for several codings in sequence.</returns>
    public static ContentCoding CodingOf(IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var coding = ContentCoding.Identity;
        foreach (var value in values)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                var next = CodingOf(value.AsSpan()[range].Trim());
                if (next == ContentCoding.Identity) continue;
                if (coding != ContentCoding.Identity) return ContentCoding.Unknown;
                coding = next;
            }
        }

        return coding;
    }

    /// <summary>Decodes a body. The encoded body is always disposed, unless it is returned because it is not compressed.</summary>
    /// <param name="encoded">The complete body as received; this method takes ownership of it.</param>
    /// <param name="coding">The compression of the body.</param>
    /// <param name="budget">The budget that counts the decoded body's memory; null for none.</param>
    /// <exception cref="TransactionStatusException">The coding is unknown, the data is malformed or truncated, or the decoded body exceeds
    /// <see cref="ExchangeDefaults.MaxBodyBytes"/> (InvalidResponse); the budget is exhausted (Unavailable).</exception>
    public static PooledBody Decode(PooledBody encoded, ContentCoding coding, BodyMemoryBudget? budget = null) =>
        TryDecode(encoded, coding, budget, out var decoded)
            ? decoded
            : throw ProtocolErrors.Invalid("The compressed body is malformed, truncated, or has a Content-Encoding that is not supported.");

    /// <summary>Decodes a body. The encoded body is always disposed, unless it is returned because it is not compressed.</summary>
    /// <param name="encoded">The complete body as received; this method takes ownership of it.</param>
    /// <param name="coding">The compression of the body.</param>
    /// <param name="budget">The budget that counts the decoded body's memory; null for none.</param>
    /// <param name="decoded">The decoded body; null when false is returned.</param>
    /// <returns>False when the coding is unknown, or the data is malformed or truncated.</returns>
    /// <exception cref="TransactionStatusException">The decoded body exceeds <see cref="ExchangeDefaults.MaxBodyBytes"/> (InvalidResponse),
    /// or the budget is exhausted (Unavailable).</exception>
    public static bool TryDecode(
        PooledBody encoded, ContentCoding coding, BodyMemoryBudget? budget, [NotNullWhen(true)] out PooledBody? decoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        decoded = null;
        // Some servers declare a coding for an empty body.
        if (coding == ContentCoding.Identity || encoded.Memory.IsEmpty)
        {
            decoded = encoded;
            return true;
        }

        PooledBody? target = null;
        try
        {
            target = new PooledBody(budget);
            if (Decode(encoded, coding, target)) (decoded, target) = (target, null);
            return decoded is not null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // Everything is in memory. The IOException reports, for example, data that needs a dictionary, which no sender may assume.
            return false;
        }
        finally
        {
            encoded.Dispose();
            target?.Dispose();
        }
    }

    private static bool Decode(PooledBody encoded, ContentCoding coding, PooledBody target) => coding switch
    {
        ContentCoding.GZip => GZip(encoded.Memory, target),
        ContentCoding.Deflate => Deflate(encoded.Memory, target),
        ContentCoding.Brotli => Brotli(encoded.Memory.Span, target),
        _ => false,
    };

    private static ContentCoding CodingOf(ReadOnlySpan<char> token)
    {
        if (token.IsEmpty || token.Equals("identity", StringComparison.OrdinalIgnoreCase)) return ContentCoding.Identity;
        if (token.Equals("gzip", StringComparison.OrdinalIgnoreCase) || token.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
            return ContentCoding.GZip;
        if (token.Equals("deflate", StringComparison.OrdinalIgnoreCase)) return ContentCoding.Deflate;
        if (token.Equals("br", StringComparison.OrdinalIgnoreCase)) return ContentCoding.Brotli;
        return IsNoCoding(token) ? ContentCoding.Identity : ContentCoding.Unknown;
    }

    // Some senders put a charset, or a transfer encoding for mail, into this header.
    private static bool IsNoCoding(ReadOnlySpan<char> token) =>
        token.Equals("none", StringComparison.OrdinalIgnoreCase)
        || token.Equals("7bit", StringComparison.OrdinalIgnoreCase)
        || token.Equals("8bit", StringComparison.OrdinalIgnoreCase)
        || token.Equals("binary", StringComparison.OrdinalIgnoreCase)
        || XmlEncodings.Find(token.ToString()) is not null;

    // The framework's stream accepts truncated data, and verifies the checksum only of complete data. Truncated data continues with the
    // padding until it is malformed, is longer than its last four octets state, or, in its header, has no end. Further members make the
    // body longer than the last one states. Other octets after the end are read as its length, which then does not match.
    private static bool GZip(ReadOnlyMemory<byte> encoded, PooledBody target)
    {
        if (encoded.Length < SmallestGZip) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(encoded.Span[^sizeof(uint)..]);
        using var source = new EncodedBodyStream(encoded, GZipPadding);
        using var stream = new GZipStream(source, CompressionMode.Decompress);
        while (target.Memory.Length <= length && stream.Read(target.GetRoom().Span) is > 0 and var read)
        {
            // Too much data for the maximum, but only because of the padding.
            if (source.WasReadPastEnd && target.Memory.Length + read > ExchangeDefaults.MaxBodyBytes) return false;
            target.Advance(read);
        }

        return target.Memory.Length == length && !source.IsPaddingConsumed;
    }

    private static bool Deflate(ReadOnlyMemory<byte> encoded, PooledBody target)
    {
        using var source = new EncodedBodyStream(encoded);
        using Stream stream = IsZLib(encoded.Span)
            ? new ZLibStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);
        Copy(stream, target);
        return !source.WasReadPastEnd;
    }

    // RFC 1950, 2.2: the method is 8, and the first two octets are a multiple of 31.
    private static bool IsZLib(ReadOnlySpan<byte> encoded) =>
        encoded.Length >= 2 && (encoded[0] & 0x0F) == 8 && ((encoded[0] << 8) | encoded[1]) % 31 == 0;

    private static bool Brotli(ReadOnlySpan<byte> encoded, PooledBody target)
    {
        using var decoder = new BrotliDecoder();
        while (true)
        {
            var status = decoder.Decompress(encoded, target.GetRoom().Span, out var consumed, out var written);
            target.Advance(written);
            encoded = encoded[consumed..];
            if (status != OperationStatus.DestinationTooSmall) return status == OperationStatus.Done && encoded.IsEmpty;
        }
    }

    private static void Copy(Stream stream, PooledBody target)
    {
        while (stream.Read(target.GetRoom().Span) is > 0 and var read) target.Advance(read);
    }
}
