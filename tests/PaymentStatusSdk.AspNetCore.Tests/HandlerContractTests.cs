using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>The input of another adapter's handler: method and headers.</summary>
public sealed class HandlerContractTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handler_that_accepts_get_receives_the_method_the_query_and_the_headers()
    {
        var handler = new SignedHandler { AcceptsGet = true };
        await using var host = await MerchantHost.StartAsync(handler.Register);
        using var request = new HttpRequestMessage(HttpMethod.Get, host.AddressOf("silent/tail?id=7"));
        request.Headers.Add("x-signature", "abc");

        using var response = await host.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("GET", "tail", "id=7", "abc", 0), handler.Seen);
    }

    [Fact]
    public async Task Handler_reads_the_signature_of_a_post()
    {
        var handler = new SignedHandler();
        await using var host = await MerchantHost.StartAsync(handler.Register);
        var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.Add("X-Signature", "abc");

        Assert.Equal(200, (await host.SendAsync("silent", content)).Status);
        Assert.Equal(("POST", "", "", "abc", 3), handler.Seen);
    }

    [Theory]
    [InlineData("PUT", true, "GET, POST")]
    [InlineData("HEAD", true, "GET, POST")]
    [InlineData("GET", false, "POST")]
    public async Task Other_methods_are_rejected_with_the_allowed_ones(string method, bool acceptsGet, string allow)
    {
        var handler = new SignedHandler { AcceptsGet = acceptsGet };
        await using var host = await MerchantHost.StartAsync(handler.Register);

        using var response = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), host.AddressOf("silent")), Ct);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, allow), (response.StatusCode, string.Join(", ", response.Content.Headers.Allow)));
        Assert.Null(handler.Seen);
    }

    [Theory]
    [InlineData("", (256 * 1024) + 1, 413)]
    [InlineData("zstd", 10, 415)]
    [InlineData("gzip", 10, 400)]
    public async Task Message_that_the_host_cannot_read_is_reported_to_the_handler(string coding, int length, int status)
    {
        var handler = new SignedHandler();
        await using var host = await MerchantHost.StartAsync(handler.Register);
        var content = new ByteArrayContent(new byte[length]);
        content.Headers.Add("X-Signature", "abc");
        if (coding.Length > 0) content.Headers.ContentEncoding.Add(coding);

        Assert.Equal(status, (await host.SendAsync("silent/tail", content)).Status);

        Assert.Equal((status, "tail", "abc", 0), handler.Rejected);
        Assert.Null(handler.Seen);
        Assert.Equal(["silent Refused"], host.Counted());
    }

    [Fact]
    public async Task Message_over_the_limit_of_the_web_server_reaches_the_handler_as_a_rejection()
    {
        var handler = new SignedHandler();
        await using var host = await MerchantHost.StartAsync(
            builder =>
            {
                handler.Register(builder);
                builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 100);
            });

        Assert.Equal(413, (await host.SendAsync("silent", new ByteArrayContent(new byte[101]))).Status);

        Assert.Equal(413, handler.Rejected?.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handler_that_fails_on_a_refusal_does_not_change_the_reply(bool isCanceled)
    {
        // Also a cancellation that the host did not cause is a failure of the handler.
        var handler = new SignedHandler { Failure = isCanceled ? new OperationCanceledException("canary") : new FormatException("canary") };
        await using var host = await MerchantHost.StartAsync(handler.Register);

        Assert.Equal(413, (await host.SendAsync("silent", new ByteArrayContent(new byte[(256 * 1024) + 1]))).Status);

        var line = Assert.Single(host.Log.Lines, line => line.EventId.Id == 1208);
        Assert.DoesNotContain("canary", line.Message + line.Values + line.Exception, StringComparison.Ordinal);
    }

    private sealed class SignedHandler : IGatewayCallbackHandler
    {
        public bool IsEnabled => true;

        public bool AcceptsGet { get; init; }

        public (string Method, string Tail, string Query, string? Signature, int Length)? Seen { get; private set; }

        public (int Status, string Tail, string? Signature, int Length)? Rejected { get; private set; }

        public Exception? Failure { get; init; }

        public void Register(WebApplicationBuilder builder) => builder.Services.AddKeyedSingleton<IGatewayCallbackHandler>("silent", this);

        public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
        {
            callback.TryGetHeader("X-Signature", out var signature);
            Seen = (callback.Method, callback.PathSuffix, callback.Query, signature, callback.Body.Length);
            return Task.FromResult(new GatewayCallbackReply(200, null, default, CallbackVerdict.Handled));
        }

        public Task HandleRefusedAsync(GatewayCallback callback, int statusCode, CancellationToken cancellationToken)
        {
            if (Failure is not null) throw Failure;
            callback.TryGetHeader("X-Signature", out var signature);
            Rejected = (statusCode, callback.PathSuffix, signature, callback.Body.Length);
            return Task.CompletedTask;
        }
    }
}
