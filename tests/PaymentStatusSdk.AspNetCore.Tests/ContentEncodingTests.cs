using System.IO.Compression;
using System.Text;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>Notifications with a Content-Encoding; the cap counts decoded bytes.</summary>
public sealed class ContentEncodingTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity, GZIP")]
    public async Task Compressed_notification_is_accepted(string coding)
    {
        await using var host = await MerchantHost.StartAsync();

        Assert.Equal((200, "RECEIVED OK"), await host.SendAsync("ppro", Content(coding, Encoding.UTF8.GetBytes(Messages.Ppro()))));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Bomb_is_rejected_at_the_cap(string coding)
    {
        await using var host = await MerchantHost.StartAsync();

        Assert.Equal((413, ""), await host.SendAsync("ppro", Content(coding, new byte[64 * 1024 * 1024])));
        Assert.Equal((413, ""), await host.SendAsync("ppro", Content(coding, new byte[(256 * 1024) + 1])));
        Assert.Equal((400, ""), await host.SendAsync("ppro", Content(coding, new byte[256 * 1024])));
        Assert.Equal(["ppro Refused", "ppro Refused", "ppro Refused"], host.Counted());
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    [InlineData("br,gzip")]
    public async Task Unknown_coding_and_a_chain_of_codings_are_rejected(string coding)
    {
        await using var host = await MerchantHost.StartAsync();
        var content = Content("gzip", Encoding.UTF8.GetBytes(Messages.Ppro()));
        content.Headers.Remove("Content-Encoding");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);

        using var response = await host.PostAsync("ppro", content);

        Assert.Equal(415, (int)response.StatusCode);
        Assert.Equal("gzip, deflate, br", response.Headers.GetValues("Accept-Encoding").Single());
    }

    [Fact]
    public async Task Body_that_contradicts_its_coding_is_rejected()
    {
        await using var host = await MerchantHost.StartAsync();
        var content = Messages.Form(Messages.Ppro());
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal((400, ""), await host.SendAsync("ppro", content));
    }

    private static ByteArrayContent Content(string coding, byte[] bytes)
    {
        var target = new MemoryStream();
        using (Stream stream = coding switch
        {
            "br" => new BrotliStream(target, CompressionLevel.Optimal),
            "deflate" => new ZLibStream(target, CompressionLevel.Optimal),
            _ => new GZipStream(target, CompressionLevel.Optimal),
        }) stream.Write(bytes);
        var content = new ByteArrayContent(target.ToArray());
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return content;
    }
}
