using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Cli.Record;

namespace PaymentStatusSdk.Cli.Tests.Record;

public class ExchangeRecordingHandlerTests
{
    private const int Limit = 256 * 1024;
    private const int Megabyte = 1024 * 1024;

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<transaction/>", 20)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("gzip, br")]
    [InlineData("deflate, gzip")]
    public async Task Answer_is_recorded_decoded_and_passed_on_unchanged(string codings)
    {
        var encoded = codings.Split(", ", StringSplitOptions.RemoveEmptyEntries).Aggregate(Text, Encode);

        var (exchange, received, headers) = await SendAsync(encoded, codings);

        Assert.Equal(encoded, received);
        Assert.Equal(Text, exchange.Answer.ToArray());
        Assert.Equal(HttpStatusCode.Accepted, exchange.Status);
        Assert.Equal("<query/>", Encoding.UTF8.GetString(exchange.Request.Span));
        Assert.Equal((HttpMethod.Post, "https://x.example/"), (exchange.Method, exchange.Url.ToString()));
        Assert.Equal("POST 202", exchange.ToString());
        Assert.Equal("text/xml", exchange.AnswerHeaders["Content-Type"]);
        Assert.Equal("text/xml", headers["Content-Type"]);
        Assert.Equal(codings.Length > 0, headers.ContainsKey("Content-Encoding"));
    }

    [Fact]
    public async Task Answer_that_cannot_be_decoded_is_recorded_as_received()
    {
        var (exchange, received, _) = await SendAsync("no gzip"u8.ToArray(), "gzip");

        Assert.Equal("no gzip", Encoding.UTF8.GetString(exchange.Answer.Span));
        Assert.Equal("no gzip", Encoding.UTF8.GetString(received));
    }

    [Theory]
    [InlineData(Limit, Limit)]
    [InlineData(Limit + 1, Limit + 1)]
    [InlineData(Limit + 2, Limit + 1)]
    public async Task One_octet_more_than_the_adapter_accepts_is_read(int length, int read)
    {
        var (exchange, received, headers) = await SendAsync(new byte[length], "");

        Assert.Equal((read, read), (received.Length, exchange.Answer.Length));
        Assert.Equal($"{read}", headers["Content-Length"]);
    }

    [Fact]
    public async Task Request_without_an_answer_is_an_exchange_without_a_status()
    {
        var recorder = new ExchangeRecorder();
        using var invoker = new HttpMessageInvoker(new ExchangeRecordingHandler(recorder)
        {
            InnerHandler = new Gateway(_ => throw new HttpRequestException("closed")),
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://x.example/");

        await Assert.ThrowsAsync<HttpRequestException>(() => invoker.SendAsync(request, Ct));
        var exchange = Assert.Single(await recorder.TakeAsync(Ct));

        Assert.Null(exchange.Status);
        Assert.Equal((0, 0), (exchange.Request.Length, exchange.Answer.Length));
        Assert.Equal("GET ", exchange.ToString());
        Assert.Empty(exchange.AnswerHeaders);
    }

    [Fact]
    public async Task Exchanges_are_taken_when_all_of_them_have_ended()
    {
        var recorder = new ExchangeRecorder();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://x.example/");
        recorder.Begin(request, default, Task.CompletedTask);
        recorder.Begin(request, default, ended.Task);

        var taken = recorder.TakeAsync(Ct);
        var isWaiting = !taken.IsCompleted;
        ended.SetResult();

        Assert.True(isWaiting);
        Assert.Equal(2, (await taken).Count);
    }

    [Fact]
    public async Task Exchange_that_begins_during_a_wait_is_awaited_by_the_next_one()
    {
        var recorder = new ExchangeRecorder();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://x.example/");
        recorder.Begin(request, default, first.Task);

        var taken = recorder.TakeAsync(Ct);
        recorder.Begin(request, default, second.Task);
        first.SetResult();
        var exchanges = await taken;
        var next = recorder.TakeAsync(Ct);
        var isWaiting = !next.IsCompleted;
        second.SetResult();

        Assert.Equal(2, exchanges.Count);
        Assert.True(isWaiting);
        Assert.Empty(await next);
    }

    [Fact]
    public async Task Message_of_the_gateway_is_taken_when_it_has_a_reply()
    {
        var recorder = new ExchangeRecorder();
        var reply = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://x.example/");
        recorder.Begin(request, default, Task.CompletedTask);
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Body = new MemoryStream("<b/>"u8.ToArray());

        var message = recorder.RecordPostAsync(context, _ => reply.Task);
        var taken = recorder.TakeAsync(Ct);
        var isWaiting = !taken.IsCompleted;
        reply.SetResult();
        await message;

        Assert.True(isWaiting);
        Assert.Single(Assert.Single(await taken).Posts);
    }

    [Fact]
    public async Task Message_of_the_gateway_has_at_most_a_megabyte()
    {
        var recorder = new ExchangeRecorder();
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://x.example/");
        recorder.Begin(request, default, Task.CompletedTask);

        await recorder.RecordPostAsync(MessageOf(Megabyte), ReadAsync);
        await Assert.ThrowsAsync<IOException>(() => recorder.RecordPostAsync(MessageOf(Megabyte + 1), ReadAsync));

        var message = Assert.Single(Assert.Single(await recorder.TakeAsync(Ct)).Posts);
        Assert.Equal(Megabyte, message.Body.Length);

        static Task ReadAsync(HttpContext context) => context.Request.Body.CopyToAsync(Stream.Null, Ct);
    }

    // A body that can be read once only, as that of a server.
    private static DefaultHttpContext MessageOf(int length)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Body = PipeReader.Create(new MemoryStream(new byte[length])).AsStream();
        return context;
    }

    private static async Task<(RawExchange Exchange, byte[] Received, Dictionary<string, string> Headers)> SendAsync(
        byte[] content, string codings)
    {
        var recorder = new ExchangeRecorder();
        using var invoker = new HttpMessageInvoker(new ExchangeRecordingHandler(recorder)
        {
            InnerHandler = new Gateway(_ =>
            {
                var answer = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new ByteArrayContent(content) };
                answer.Content.Headers.TryAddWithoutValidation("Content-Type", "text/xml");
                foreach (var coding in codings.Split(", ", StringSplitOptions.RemoveEmptyEntries))
                    answer.Content.Headers.ContentEncoding.Add(coding);
                answer.Content.Headers.ContentLength = content.Length;
                return answer;
            }),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://x.example/") { Content = new StringContent("<query/>") };

        using var response = await invoker.SendAsync(request, Ct);
        var length = response.Content.Headers.ContentLength;
        var received = await response.Content.ReadAsByteArrayAsync(Ct);
        var headers = response.Content.Headers.ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        headers["Content-Length"] = $"{length}";
        return (Assert.Single(await recorder.TakeAsync(Ct)), received, headers);
    }

    private static byte[] Encode(byte[] content, string coding)
    {
        var encoded = new MemoryStream();
        using (var stream = StreamOf(coding, encoded)) stream.Write(content);
        return encoded.ToArray();
    }

    private static Stream StreamOf(string coding, Stream target) => coding switch
    {
        "gzip" or "x-gzip" or "GZIP" => new GZipStream(target, CompressionMode.Compress),
        "deflate" => new ZLibStream(target, CompressionMode.Compress),
        "br" => new BrotliStream(target, CompressionMode.Compress),
        _ => target,
    };

    private sealed class Gateway(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(answer(request));
            }
            catch (HttpRequestException exception)
            {
                return Task.FromException<HttpResponseMessage>(exception);
            }
        }
    }
}
