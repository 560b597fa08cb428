using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>The middleware of a host must neither block a gateway nor change a byte of its acknowledgement.</summary>
public sealed class HostSurroundingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fallback_policy_that_requires_a_login_does_not_block_gateways()
    {
        await using var host = await MerchantHost.StartAsync(
            builder =>
            {
                builder.Services.AddAuthentication("cookie").AddCookie("cookie");
                builder.Services.AddAuthorizationBuilder()
                    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/orders", () => "secret");
            });

        using var orders = await host.Http.GetAsync(new Uri(host.Url, "/orders"), Ct);
        using var wrongMethod = await host.Http.GetAsync(host.AddressOf("cards"), Ct);

        Assert.Equal(HttpStatusCode.Redirect, orders.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
        Assert.Equal((200, "RECEIVED OK"), await host.SendAsync("ppro", Messages.Form(Messages.Ppro())));
    }

    [Fact]
    public async Task Antiforgery_rate_limits_and_request_timeouts_of_the_host_do_not_apply()
    {
        await using var host = await MerchantHost.StartAsync(
            builder =>
            {
                builder.Services.AddAntiforgery();
                builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = TimeSpan.FromTicks(1) });
                builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
                    _ => RateLimitPartition.GetFixedWindowLimiter("all", _ => new() { PermitLimit = 1, Window = TimeSpan.FromHours(1) })));
            },
            app =>
            {
                app.UseRouting();
                app.UseRateLimiter();
                app.UseRequestTimeouts();
                app.UseAntiforgery();
                app.MapGet("/page", () => "page");
            });

        using var first = await host.Http.GetAsync(new Uri(host.Url, "/page"), Ct);
        using var second = await host.Http.GetAsync(new Uri(host.Url, "/page"), Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        for (var i = 0; i < 3; i++) Assert.Equal(200, (await host.SendAsync("ppro", Messages.Form(Messages.Ppro(txId: $"{i}1")))).Status);
    }

    [Fact]
    public async Task Compression_of_the_host_does_not_change_the_acknowledgement()
    {
        await using var host = await MerchantHost.StartAsync(
            builder => builder.Services.AddResponseCompression(options => options.MimeTypes = ["application/xml", "text/plain"]),
            app =>
            {
                app.UseResponseCompression();
                app.MapGet("/page", () => Results.Text(new string('x', 5000)));
            });
        host.Http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        using var page = await host.Http.GetAsync(new Uri(host.Url, "/page"), Ct);
        using var reply = await host.PostAsync("ppro", Messages.Form(Messages.Ppro()));

        Assert.Equal(["gzip"], page.Content.Headers.ContentEncoding);
        Assert.Empty(reply.Content.Headers.ContentEncoding);
        Assert.Equal("RECEIVED OK", await reply.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Https_redirection_redirects_plain_posts_and_accepts_forwarded_ones()
    {
        await using var host = await MerchantHost.StartAsync(
            builder =>
            {
                builder.Services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.XForwardedProto);
                builder.Services.AddHttpsRedirection(options => options.HttpsPort = 443);
            },
            app =>
            {
                app.UseForwardedHeaders();
                app.UseHttpsRedirection();
            });

        using var plain = await host.PostAsync("ppro", Messages.Form(Messages.Ppro()));
        host.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var forwarded = await host.SendAsync("ppro", Messages.Form(Messages.Ppro()));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, plain.StatusCode);
        Assert.Equal((200, "RECEIVED OK"), forwarded);
        Assert.Equal(1, host.Handler.Calls);
    }

    [Fact]
    public async Task Address_includes_the_path_base()
    {
        await using var host = await MerchantHost.StartAsync(use: app =>
        {
            app.UsePathBase("/shop");
            app.UseRouting();
        });

        using var reply = await host.Http.PostAsync(new Uri(host.Url, "/shop/payment-status/ppro"), Messages.Form(Messages.Ppro()), Ct);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task Status_pages_and_fallback_pages_do_not_replace_a_rejection()
    {
        await using var host = await MerchantHost.StartAsync(use: app =>
        {
            app.UseStatusCodePages();
            app.MapFallback(() => "a page");
        });

        Assert.Equal((400, ""), await host.SendAsync("ppro", Messages.Form(Messages.Ppro(secret: "wrong"))));
        Assert.Equal((404, ""), await host.SendAsync("silent", Messages.Form(Messages.Ppro())));
    }

    [Fact]
    public async Task Http_logging_of_the_host_contains_no_body_and_no_address()
    {
        await using var host = await MerchantHost.StartAsync(
            builder => builder.Services.AddHttpLogging(options => options.LoggingFields = HttpLoggingFields.All),
            app => app.UseHttpLogging());

        await host.SendAsync("cards/canary-tail", Messages.Xml(Messages.Card850()));

        var lines = host.Log.Lines.Where(line => line.Category.Contains("HttpLogging", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => (line.Message + line.Values).Contains("canary", StringComparison.Ordinal)
            || (line.Message + line.Values).Contains(Messages.ApiPassword, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_read_by_the_host_is_read_again()
    {
        await using var host = await MerchantHost.StartAsync(use: app => app.Use(async (context, next) =>
        {
            context.Request.EnableBuffering();
            await context.Request.Body.CopyToAsync(Stream.Null);
            await next(context);
        }));

        Assert.Equal((200, "RECEIVED OK"), await host.SendAsync("ppro", Messages.Form(Messages.Ppro())));
    }

    [Fact]
    public async Task Decompression_by_the_host_does_not_change_caps_and_rejections()
    {
        await using var host = await MerchantHost.StartAsync(
            builder => builder.Services.AddRequestDecompression(), app => app.UseRequestDecompression());

        Assert.Equal((200, "RECEIVED OK"), await host.SendAsync("ppro", GZip(Encoding.UTF8.GetBytes(Messages.Ppro()), broken: false)));
        Assert.Equal((413, ""), await host.SendAsync("ppro", GZip(new byte[1024 * 1024], broken: false)));
        Assert.Equal((400, ""), await host.SendAsync("ppro", GZip(Encoding.UTF8.GetBytes(Messages.Ppro()), broken: true)));
    }

    [Fact]
    public async Task Lower_limit_of_the_server_is_a_rejection()
    {
        await using var host = await MerchantHost.StartAsync(builder =>
            builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 10));

        Assert.Equal((413, ""), await host.SendAsync("ppro", Messages.Form(Messages.Ppro())));
    }

    private static ByteArrayContent GZip(byte[] bytes, bool broken)
    {
        var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Optimal)) stream.Write(bytes);
        var compressed = target.ToArray();
        if (broken) compressed[0] ^= 0xFF;
        var content = new ByteArrayContent(compressed);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
