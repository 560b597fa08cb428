using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Answers that an intermediate server compressed.</summary>
public sealed class ContentCodingTests
{
    private const string Text = "STATUS=1&NAME=Ren\u00e9e";

    [Theory]
    [InlineData("gzip")]
    [InlineData("X-GZip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Answer_is_decoded(string coding)
    {
        await using var server = Answering(Encode(coding, Encoding.UTF8.GetBytes(Text)), coding);
        await using var rig = new WireRig();

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal(Text, Encoding.UTF8.GetString(response.Body.Span));
        Assert.Contains("\r\nAccept-Encoding: gzip, deflate, br\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Bomb_is_rejected_at_the_cap(string coding)
    {
        var bomb = Encode(coding, new byte[16 * 1024 * 1024]);
        Assert.True(bomb.Length < ExchangeDefaults.MaxBodyBytes);
        await using var server = Answering(bomb, coding);
        await using var rig = new WireRig();

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("256 KiB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd", "'zstd'")]
    [InlineData("gzip, br", "'gzip, br'")]
    [InlineData("gzip\r\nContent-Encoding: gzip", "'gzip, gzip'")]
    [InlineData("a<b>\u00e9\"c", "'a?b???c'")]
    public async Task Coding_that_is_not_supported_is_named(string coding, string named)
    {
        await using var server = Answering("x"u8.ToArray(), coding);
        await using var rig = new WireRig();

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Truncated_or_corrupt_compressed_data_is_InvalidResponse(string coding)
    {
        var whole = Encode(coding, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200))));
        await using var cut = Answering(whole[..^6], coding);
        await using var plain = Answering("STATUS=1, not compressed"u8.ToArray(), coding);
        await using var rig = new WireRig();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await rig.FailAsync(cut.Address)).Kind);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await rig.FailAsync(plain.Address)).Kind);
    }

    [Theory]
    [InlineData(401, TransactionStatusErrorKind.Authentication)]
    [InlineData(429, TransactionStatusErrorKind.RateLimited)]
    [InlineData(503, TransactionStatusErrorKind.Unavailable)]
    public async Task Status_of_an_error_page_that_cannot_be_read_decides(int status, TransactionStatusErrorKind kind)
    {
        await using var plain = Failing(status, "Content-Encoding: gzip\r\nContent-Length: 18\r\n\r\n<html>Denied</html");
        await using var large = Failing(status, $"Content-Length: {ExchangeDefaults.MaxBodyBytes + 1}\r\n\r\nx");
        await using var broken = Failing(status, "Content-Length: 100\r\n\r\nx");
        await using var rig = new WireRig();

        Assert.Equal(kind, await KindOfAsync(plain));
        Assert.Equal(kind, await KindOfAsync(large));
        Assert.Equal(kind, await KindOfAsync(broken));

        async Task<TransactionStatusErrorKind> KindOfAsync(RawServer server)
        {
            using var response = await rig.PostAsync(server.Address);
            return Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess).Kind;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Primary_handler_of_the_merchant_may_or_may_not_decode(bool decodes)
    {
        await using var server = Answering(Encode("gzip", Encoding.UTF8.GetBytes(Text)), "gzip");
        await using var rig = new WireRig(http => http.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
        {
            AutomaticDecompression = decodes ? DecompressionMethods.All : DecompressionMethods.None,
        }));

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal(Text, Encoding.UTF8.GetString(response.Body.Span));
    }

    [Fact]
    public async Task Request_names_the_product_and_accepts_any_type()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig();

        using var response = await rig.PostAsync(server.Address);

        Assert.Matches("\r\nUser-Agent: PaymentStatusSdk/[0-9]+\\.[0-9]+\\.[0-9]+[^+ \r]*\r\n", server.Requests[0]);
        Assert.Contains("\r\nAccept: */*\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_the_merchant_and_of_the_adapter_take_precedence()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(
            http => http.ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("User-Agent", "Shop/2")));
        var request = new HttpRequestMessage(HttpMethod.Get, server.Address)
        {
            Headers = { { "Accept", "application/json" }, { "Accept-Encoding", "identity" } },
        };

        using var response = await rig.Transport.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("\r\nUser-Agent: Shop/2\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\r\nAccept: application/json\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\r\nAccept-Encoding: identity\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("PaymentStatusSdk", server.Requests[0], StringComparison.Ordinal);
    }

    private static RawServer Answering(byte[] body, string coding) =>
        RawServer.Answering(Encoding.Latin1.GetString(body), headers: $"Content-Encoding: {coding}\r\n");

    private static RawServer Failing(int status, string rest) =>
        RawServer.Saying($"HTTP/1.1 {status} Error\r\nConnection: close\r\n{rest}");

    private static byte[] Encode(string coding, byte[] body)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
            "br" => new BrotliStream(target, CompressionLevel.Fastest),
            _ => target,
        })
        {
            stream.Write(body);
        }

        return target.ToArray();
    }
}
