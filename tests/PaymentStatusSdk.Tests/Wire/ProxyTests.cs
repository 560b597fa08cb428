using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Failures of a proxy are not attributed to the gateway.</summary>
public sealed class ProxyTests
{
    private static readonly Uri Secure = new("https://gateway.example/status");
    private static readonly Uri Plain = new("http://gateway.example/status");

    [Theory]
    [InlineData("407 Proxy Authentication Required", false)]
    [InlineData("403 Forbidden", true)]
    [InlineData("502 Bad Gateway", true)]
    public async Task Refused_tunnel_names_the_proxy(string status, bool isTransient)
    {
        await using var proxy = RawServer.Answering("", status);
        await using var rig = Behind(proxy.Port);

        var failure = await rig.FailAsync(Secure);

        Assert.Equal((TransactionStatusErrorKind.Transport, isTransient), (failure.Kind, failure.IsTransient));
        Assert.Contains($"proxy localhost:{proxy.Port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"HTTP {status[..3]}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
        Assert.All(proxy.Requests, request => Assert.StartsWith("CONNECT gateway.example:443", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Proxy_that_requires_credentials_on_plain_http_is_named(bool isOnce)
    {
        await using var proxy = RawServer.Answering("", "407 Proxy Authentication Required");
        await using var rig = Behind(proxy.Port);
        using var response = isOnce ? await rig.PostOnceAsync(Plain) : await rig.PostAsync(Plain);

        var failure = Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess);

        Assert.Equal((TransactionStatusErrorKind.Transport, false), (failure.Kind, failure.IsTransient));
        Assert.Contains($"proxy localhost:{proxy.Port}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_credentials_required_without_a_known_proxy_are_not_blamed_on_the_gateway()
    {
        await using var server = RawServer.Answering("", "407 Proxy Authentication Required");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        var failure = Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess);

        Assert.Equal((TransactionStatusErrorKind.Transport, false), (failure.Kind, failure.IsTransient));
        Assert.StartsWith("A proxy ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_that_cannot_be_reached_is_named()
    {
        using var closed = new ClosedPort();
        await using var rig = Behind(closed.Address.Port);

        var failure = await rig.FailAsync(Secure);

        Assert.Equal((TransactionStatusErrorKind.Transport, true), (failure.Kind, failure.IsTransient));
        Assert.Contains($"the proxy localhost:{closed.Address.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_of_another_type_and_an_address_that_bypasses_the_proxy_are_recognized()
    {
        await using var proxy = RawServer.Answering("", "403 Forbidden");
        await using var rig = new WireRig(
            http => http.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { Proxy = Proxy(proxy.Port) }));
        using var closed = new ClosedPort();
        await using var bypassed = new WireRig(
            handler: sockets => sockets.Proxy = new WebProxy(new Uri($"http://localhost:{proxy.Port}"), false, ["127"]));

        Assert.Contains($"proxy localhost:{proxy.Port}", (await rig.FailAsync(Secure)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy localhost", (await bypassed.FailAsync(closed.Address)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, TransactionStatusErrorKind.Authentication)]
    [InlineData(404, TransactionStatusErrorKind.Rejected)]
    [InlineData(429, TransactionStatusErrorKind.RateLimited)]
    [InlineData(502, TransactionStatusErrorKind.Unavailable)]
    [InlineData(302, TransactionStatusErrorKind.InvalidResponse)]
    public async Task Status_on_plain_http_may_be_the_proxys(int status, TransactionStatusErrorKind kind)
    {
        await using var proxy = RawServer.Answering("", $"{status} No");
        await using var rig = Behind(proxy.Port);
        using var response = await rig.PostAsync(Plain);

        var failure = Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess);

        Assert.Equal(kind, failure.Kind);
        Assert.StartsWith($"The gateway, or the proxy localhost:{proxy.Port} in between, ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "")]
    [InlineData("http", "not HTTP")]
    [InlineData("http", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 200 OK\r\n\r\nno TLS, but enough octets for the header of a record")]
    [InlineData("https", "not TLS, but enough octets for the header of a record")]
    [InlineData("socks5", "")]
    [InlineData("socks5", "\u0005\u00FF")]
    [InlineData("socks5", "\u0005\0\u0005\u0002\0\u0001\0\0\0\0\0\0")]
    public async Task Broken_connection_through_a_proxy_names_the_proxy(string scheme, string answer)
    {
        await using var proxy = new RawServer(
            (_, _) => Task.CompletedTask,
            async stream =>
            {
                if (scheme == "http") await stream.ReadAtLeastAsync(new byte[64], 64);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(answer));
                return Stream.Null;
            });
        await using var rig = new WireRig(
            handler: sockets => sockets.Proxy = new WebProxy(new Uri($"{scheme}://localhost:{proxy.Port}")));

        var failure = await rig.FailAsync(Secure);

        Assert.Contains($"proxy localhost:{proxy.Port}", failure.Message, StringComparison.Ordinal);
    }

    private static WireRig Behind(int port) => new(handler: sockets => sockets.Proxy = Proxy(port));

    private static WebProxy Proxy(int port) => new(new Uri($"http://user:s3cret@localhost:{port}"));
}
