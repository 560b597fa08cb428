using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The options of the server, and its end.</summary>
public sealed class LoopbackServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_listens_on_the_loopback_address_without_limits()
    {
        ListenOptions? listen = null;

        await using var server = await LoopbackServer.StartAsync(0, options => listen = options, _ => Task.CompletedTask, Ct);

        Assert.NotNull(listen);
        Assert.Equal((IPAddress.Loopback, HttpProtocols.Http1), (listen.IPEndPoint?.Address, listen.Protocols));
        Assert.False(listen.KestrelServerOptions.AddServerHeader);
        Assert.Null(listen.KestrelServerOptions.Limits.MaxRequestBodySize);
        Assert.Null(listen.KestrelServerOptions.Limits.MinRequestBodyDataRate);
        Assert.Null(listen.KestrelServerOptions.Limits.MinResponseDataRate);
        Assert.InRange(server.Port, 1, 65_535);
    }

    [Fact]
    public async Task End_does_not_wait_for_an_answer()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = await LoopbackServer.StartAsync(0, null, async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }, Ct);
        var answer = RawRequest.PostAsync(new Uri($"http://127.0.0.1:{server.Port}/"), "", Ct);
        await arrived.Task;

        await server.DisposeAsync();

        Assert.DoesNotContain("200", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Tls_has_the_certificate_of_the_server_and_time_for_the_handshake()
    {
        using var authority = new TestAuthority("authority");
        var https = new HttpsConnectionAdapterOptions();

        SimulatorTls.Configure(https, authority.Certificate);

        Assert.Same(authority.Certificate, https.ServerCertificate);
        Assert.Equal((TimeSpan.FromMinutes(1), ClientCertificateMode.NoCertificate), (https.HandshakeTimeout, https.ClientCertificateMode));
    }

    [Theory]
    [InlineData(PproCertificateCheck.None, ClientCertificateMode.NoCertificate, true)]
    [InlineData(PproCertificateCheck.Handshake, ClientCertificateMode.RequireCertificate, false)]
    [InlineData(PproCertificateCheck.AuthError, ClientCertificateMode.AllowCertificate, true)]
    [InlineData(PproCertificateCheck.Forbidden, ClientCertificateMode.AllowCertificate, true)]
    public void Certificate_of_the_client_is_requested_and_refused_according_to_the_option(
        PproCertificateCheck check, ClientCertificateMode mode, bool acceptsOthers)
    {
        using var authority = new TestAuthority("authority");
        var https = new HttpsConnectionAdapterOptions();

        PproClientCertificates.Configure(https, check, certificate => certificate.Subject == "CN=authority");

        Assert.Equal(mode, https.ClientCertificateMode);
        using var other = authority.Issue();
        Assert.Equal(acceptsOthers, https.ClientCertificateValidation!(other, null, default));
        Assert.True(https.ClientCertificateValidation(authority.Certificate, null, default));
    }
}
