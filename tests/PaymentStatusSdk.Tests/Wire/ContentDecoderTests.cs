using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class ContentDecoderTests
{
    private const int Cap = ExchangeDefaults.MaxBodyBytes;

    private static readonly byte[] Text =
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"TRANSACTIONID={i}&")));

    public static TheoryData<ContentCoding> Compressed => [ContentCoding.GZip, ContentCoding.Deflate, ContentCoding.Brotli];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ContentCoding.Identity)]
    [InlineData(ContentCoding.Identity, null)]
    [InlineData(ContentCoding.Identity, "")]
    [InlineData(ContentCoding.Identity, "identity")]
    [InlineData(ContentCoding.Identity, "UTF-8")]
    [InlineData(ContentCoding.Identity, "iso-8859-1")]
    [InlineData(ContentCoding.Identity, "none")]
    [InlineData(ContentCoding.Identity, "8bit")]
    [InlineData(ContentCoding.GZip, "utf-8, gzip")]
    [InlineData(ContentCoding.GZip, "gzip")]
    [InlineData(ContentCoding.GZip, "X-GZip")]
    [InlineData(ContentCoding.GZip, " GZIP ,identity")]
    [InlineData(ContentCoding.Deflate, "deflate")]
    [InlineData(ContentCoding.Brotli, "br")]
    [InlineData(ContentCoding.Unknown, "zstd")]
    [InlineData(ContentCoding.Unknown, "gzip;q=1")]
    [InlineData(ContentCoding.Unknown, "gzip, br")]
    [InlineData(ContentCoding.Unknown, "gzip", "gzip")]
    [InlineData(ContentCoding.Unknown, "br", "identity", "zstd")]
    public void Coding_is_read_from_the_header(ContentCoding expected, params string?[]? values) =>
        Assert.Equal(expected, ContentDecoder.CodingOf(values ?? [null]));

    [Theory]
    [MemberData(nameof(Compressed))]
    public async Task Body_is_decoded(ContentCoding coding)
    {
        using var body = ContentDecoder.Decode(await BodyAsync(Encode(coding, Text)), coding);

        Assert.Equal(Text, body.Memory.ToArray());
    }

    [Fact]
    public async Task Bare_deflate_data_is_decoded()
    {
        using var body = ContentDecoder.Decode(
            await BodyAsync(Encode(target => new DeflateStream(target, CompressionLevel.Optimal), Text)), ContentCoding.Deflate);

        Assert.Equal(Text, body.Memory.ToArray());
    }

    [Fact]
    public async Task Bare_deflate_data_with_only_one_of_the_two_signs_of_a_header_is_decoded()
    {
        // RFC 1951, 3.2.4: a stored block ignores all but the first three bits of its first octet.
        byte[] method = [0x08, 1, 0, 0xFE, 0xFF, (byte)'a', 0x01, 0, 0, 0xFF, 0xFF];
        byte[] multipleOf31 = [0x01, 23, 0, 0xE8, 0xFF, .. "TRANSACTIONID=1&STATUS="u8];

        using var first = ContentDecoder.Decode(await BodyAsync(method), ContentCoding.Deflate);
        using var second = ContentDecoder.Decode(await BodyAsync(multipleOf31), ContentCoding.Deflate);

        Assert.Equal("a"u8.ToArray(), first.Memory.ToArray());
        Assert.Equal("TRANSACTIONID=1&STATUS="u8.ToArray(), second.Memory.ToArray());
    }

    [Fact]
    public async Task Body_that_is_not_compressed_is_returned_itself()
    {
        using var body = await BodyAsync("STATUS=1"u8.ToArray());

        Assert.True(ContentDecoder.TryDecode(body, ContentCoding.Identity, budget: null, out var decoded));

        Assert.Same(body, decoded);
        Assert.Equal("STATUS=1"u8.ToArray(), body.Memory.ToArray());
    }

    [Fact]
    public async Task Octet_after_the_end_of_br_is_rejected()
    {
        byte[] longer = [.. Encode(ContentCoding.Brotli, Text), 0];

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await RefusedAsync(longer, ContentCoding.Brotli)).Kind);
    }

    [Theory]
    [InlineData(ContentCoding.Identity)]
    [InlineData(ContentCoding.GZip)]
    [InlineData(ContentCoding.Brotli)]
    public async Task Empty_body_stays_empty(ContentCoding coding)
    {
        using var body = ContentDecoder.Decode(await BodyAsync([]), coding);

        Assert.True(body.Memory.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public async Task Decoded_body_at_the_cap_is_read_and_a_bomb_is_rejected_at_the_cap(ContentCoding coding)
    {
        using (var whole = ContentDecoder.Decode(await BodyAsync(Encode(coding, new byte[Cap])), coding))
            Assert.Equal(Cap, whole.Memory.Length);
        var budget = new BodyMemoryBudget(BodyMemoryBudget.MinBytes);

        // 100 MiB in a few hundred kilobytes or less.
        var bomb = Encode(coding, new byte[100 * 1024 * 1024]);
        var failure = await RefusedAsync(bomb, coding, budget);
        var byOne = await RefusedAsync(Encode(coding, new byte[Cap + 1]), coding, budget);

        Assert.Equal((TransactionStatusErrorKind.InvalidResponse, TransactionStatusErrorKind.InvalidResponse), (failure.Kind, byOne.Kind));
        Assert.Equal(0, budget.HeldBytes);
    }

    // RFC 1950, 2.2: data that is compressed with a dictionary, which the receiver does not have.
    [Fact]
    public async Task Data_that_needs_a_dictionary_is_rejected()
    {
        var failure = await RefusedAsync([0x78, 0xF9, 0x5D, 0x8E, 0x4D, 0x0E], ContentCoding.Deflate);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public async Task Truncated_data_is_rejected_at_any_position(ContentCoding coding)
    {
        var whole = Encode(coding, Encoding.UTF8.GetBytes("TRANSACTIONID=1&STATUS=SUCCEEDED&AMOUNT=100"));

        for (var length = 1; length < whole.Length; length++)
            Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await RefusedAsync(whole[..length], coding)).Kind);
    }

    // RFC 1952, 2.3: a header, with or without the name of a file; data that is compressed, stored or ended late; checksum and length.
    [Theory]
    [InlineData("1F8B0800000000000003 0300 0000000000000000")]
    [InlineData("1F8B0808000000000003 612E786D6C00 0300 0000000000000000")]
    [InlineData("1F8B0800000000000003 010000FFFF 0000000000000000")]
    [InlineData("1F8B0800000000000003 000000FFFF0300 0000000000000000")]
    public async Task Gzip_of_no_data_is_empty_only_when_it_is_complete(string hex)
    {
        var whole = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        using (var body = ContentDecoder.Decode(await BodyAsync(whole), ContentCoding.GZip)) Assert.True(body.Memory.IsEmpty);
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.Equal(
                TransactionStatusErrorKind.InvalidResponse, (await RefusedAsync(whole[..length], ContentCoding.GZip)).Kind);
        }
    }

    // Found by the fuzzer: the data does not end before its trailer. Continued with the first octets 255, it decodes to the stated length.
    [Fact]
    public async Task Gzip_without_an_end_that_decodes_to_the_stated_length_is_rejected()
    {
        var endless = Convert.FromBase64String(
            "H4sIAAAAAAACA12OTQ6CMBBGr+IFdARl96UbqMZNNSU9QFMaJJE2KcP9/QGiuHxv3mQGnGwYrOMuBoHkh/HBojZlKesaNDNWUWvZf0TXiHabgX4Fep/cXsRVUr+r"
            + "/wFsH8fAIsuL3bEAzQg3JhcbL6TRoAUw8OuI0PJkVLW5SVVd1EU5+gAAAA==");

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await RefusedAsync(endless, ContentCoding.GZip)).Kind);
    }

    // The stated length is the one that the data reaches with some of the octets that follow it.
    [Fact]
    public async Task Gzip_without_an_end_is_rejected_with_any_stated_length()
    {
        var whole = Encode(ContentCoding.GZip, "TRANSACTIONID=1&STATUS=SUCCEEDED&AMOUNT=100"u8.ToArray());
        for (var end = 11; end < whole.Length - 8; end++)
        {
            for (var stated = 0; stated < 128; stated++)
            {
                byte[] endless = [.. whole[..end], .. new byte[8]];
                BinaryPrimitives.WriteInt32LittleEndian(endless.AsSpan(end + 4), stated);
                Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await RefusedAsync(endless, ContentCoding.GZip)).Kind);
            }
        }
    }

    // An extra field of 300 octets, of which 38 follow, and a name.
    [Fact]
    public async Task Gzip_whose_header_has_no_end_is_rejected()
    {
        byte[] endless = [0x1F, 0x8B, 8, 0x0C, 0, 0, 0, 0, 0, 0, 0x2C, 1, .. new byte[40]];

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await RefusedAsync(endless, ContentCoding.GZip)).Kind);
    }

    // A short body has fixed codes: the octets that follow truncated data would decode to more than the maximum.
    [Fact]
    public async Task Truncated_gzip_is_truncated_and_not_too_large()
    {
        var whole = Encode(ContentCoding.GZip, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * i}&"))));
        for (var length = 1; length < whole.Length; length++)
        {
            var encoded = await BodyAsync(whole[..length]);
            Assert.False(ContentDecoder.TryDecode(encoded, ContentCoding.GZip, budget: null, out _));
        }
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public async Task Data_of_another_format_is_rejected(ContentCoding coding) =>
        Assert.Equal(
            TransactionStatusErrorKind.InvalidResponse,
            (await RefusedAsync("<?xml version='1.0'?><transaction/>"u8.ToArray(), coding)).Kind);

    [Fact]
    public async Task Unknown_coding_is_rejected() =>
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await RefusedAsync([1], ContentCoding.Unknown)).Kind);

    [Fact]
    public async Task Exhausted_budget_rejects_the_decoded_body_and_releases_the_encoded_one()
    {
        var budget = new BodyMemoryBudget(BodyMemoryBudget.MinBytes);
        using var first = await BodyAsync(new byte[Cap], budget);
        using var second = await BodyAsync(new byte[Cap], budget);
        var held = budget.HeldBytes;

        var failure = await RefusedAsync(Encode(ContentCoding.GZip, new byte[Cap]), ContentCoding.GZip, budget);

        Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind);
        Assert.Equal(held, budget.HeldBytes);
    }

    private static async Task<TransactionStatusException> RefusedAsync(byte[] bytes, ContentCoding coding, BodyMemoryBudget? budget = null)
    {
        var encoded = await BodyAsync(bytes, budget);
        return Assert.Throws<TransactionStatusException>(() => ContentDecoder.Decode(encoded, coding, budget));
    }

    private static async Task<PooledBody> BodyAsync(byte[] bytes, BodyMemoryBudget? budget = null) =>
        await PooledBody.ReadAsync(new MemoryStream(bytes), bytes.Length, budget, onFirstByte: null, Ct);

    private static byte[] Encode(ContentCoding coding, byte[] bytes) => Encode(
        target => coding switch
        {
            ContentCoding.GZip => new GZipStream(target, CompressionLevel.Optimal),
            ContentCoding.Deflate => new ZLibStream(target, CompressionLevel.Optimal),
            _ => new BrotliStream(target, CompressionLevel.Optimal),
        },
        bytes);

    private static byte[] Encode(Func<Stream, Stream> compress, byte[] bytes)
    {
        var target = new MemoryStream();
        using (var stream = compress(target)) stream.Write(bytes);
        return target.ToArray();
    }
}
