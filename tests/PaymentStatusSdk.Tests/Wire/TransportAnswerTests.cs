using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>How an answer is read, and when its message is disposed.</summary>
public sealed class TransportAnswerTests
{
    private static readonly Uri Address = new("http://gateway.example/status");

    [Fact]
    public async Task Message_is_disposed_with_the_response_and_not_earlier()
    {
        using var content = new TrackedContent("a=b"u8.ToArray());
        await using var rig = Answering(_ => new HttpResponseMessage { Content = content });

        var response = await rig.PostAsync(Address);
        Assert.Equal("a=b", Encoding.ASCII.GetString(response.Body.Span));
        Assert.False(content.IsDisposed);
        response.Dispose();

        Assert.True(content.IsDisposed);
    }

    [Fact]
    public async Task Message_of_an_answer_that_cannot_be_read_is_disposed_and_no_handler_is_blamed()
    {
        using var content = new TrackedContent("x"u8.ToArray());
        content.Headers.ContentLength = ExchangeDefaults.MaxBodyBytes + 1;
        await using var rig = Answering(_ => new HttpResponseMessage { Content = content });

        var failure = await rig.FailAsync(Address);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.True(content.IsDisposed);
        Assert.DoesNotContain(rig.Logs.Lines, line => line.EventId.Id == 1020);
    }

    [Fact]
    public async Task Error_page_in_an_unknown_coding_is_returned_as_received()
    {
        await using var server = RawServer.Answering("denied", "500 Error", "Content-Encoding: zstd\r\n");
        await using var rig = new WireRig();

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal("denied", Encoding.ASCII.GetString(response.Body.Span));
    }

    [Fact]
    public async Task Error_page_whose_connection_breaks_is_still_an_error_with_its_status()
    {
        await using var rig = Answering(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            Content = new ThrowingContent(() => new HttpRequestException("hidden")),
        });

        using var response = await rig.PostAsync(Address);

        Assert.True(response.Body.IsEmpty);
        Assert.Equal(
            TransactionStatusErrorKind.Unavailable,
            Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess).Kind);
    }

    [Fact]
    public async Task Cancellation_while_an_error_page_is_read_ends_the_attempt()
    {
        using var source = new CancellationTokenSource();
        await using var rig = Answering(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            Content = new ThrowingContent(() =>
            {
                source.Cancel();
                return new OperationCanceledException(source.Token);
            }),
        });

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.PostWith(Address, source.Token));

        Assert.Equal(source.Token, canceled.CancellationToken);
    }

    [Fact]
    public async Task Defect_while_an_error_page_is_read_is_not_hidden()
    {
        await using var rig = Answering(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            Content = new ThrowingContent(() => new InvalidTimeZoneException("hidden")),
        });

        Assert.Equal(TransactionStatusErrorKind.Unknown, (await rig.FailAsync(Address)).Kind);
    }

    [Fact]
    public async Task Answer_is_not_buffered_by_the_client_of_the_merchant()
    {
        await using var server = RawServer.Answering("abc");
        await using var rig = new WireRig(http => http.ConfigureHttpClient(client => client.MaxResponseContentBufferSize = 1));

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal("abc", Encoding.ASCII.GetString(response.Body.Span));
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("memory", false)]
    [InlineData("array", false)]
    [InlineData("text", false)]
    [InlineData("stream", true)]
    public async Task Defect_is_attributed_to_the_content_only_when_that_may_run_code_of_the_adapter(string kind, bool mayRunCode)
    {
        HttpContent? content = kind switch
        {
            "memory" => new ReadOnlyMemoryContent("a"u8.ToArray()),
            "array" => new ByteArrayContent("a"u8.ToArray()),
            "text" => new StringContent("a"),
            "stream" => new StreamContent(Stream.Null),
            _ => null,
        };
        await using var rig = Answering(_ => throw new InvalidOperationException("hidden"));
        var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = content };

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(
            () => rig.Transport.SendAsync(request, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(TransactionStatusErrorKind.Unknown, failure.Kind);
        Assert.Equal(mayRunCode, failure.Message.Contains("in the content of the request", StringComparison.Ordinal));
    }

    private static WireRig Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        new(http => http.ConfigurePrimaryHttpMessageHandler(() => new AnsweringHandler(answer)));

    private sealed class TrackedContent(byte[] bytes) : ByteArrayContent(bytes)
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class ThrowingContent(Func<Exception> create) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw create();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
