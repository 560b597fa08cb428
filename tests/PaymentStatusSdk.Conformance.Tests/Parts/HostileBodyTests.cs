using System.IO.Compression;
using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators.Faults;
using RichardSzalay.MockHttp;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Malicious answers: each ends within the attempt timeout, and memory never exceeds the cap.</summary>
public abstract class HostileBodyTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private const int MaxBodyBytes = 256 * 1024;

    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    public static TheoryData<string, string> RawAnswers => new()
    {
        { "one huge header", Head + "X: " + new string('x', 4 * 1024 * 1024) + "\r\n\r\n" },
        { "many headers", Head + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"X{i}: {i}\r\n")) + "\r\n" },
        { "no HTTP", "SSH-2.0-OpenSSH_9.2\r\n" },
        { "endless status line", "HTTP/1.1 200 " + new string('x', 4 * 1024 * 1024) },
        { "bad chunk size", Head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n" },
        { "huge chunk size", Head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nabc" },
        { "two lengths", Head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab" },
        { "negative length", Head + "Content-Length: -1\r\n\r\nab" },
        { "length beyond long", Head + "Content-Length: 99999999999999999999999\r\n\r\nab" },
        { "shorter than announced", Head + "Content-Length: 1000\r\n\r\nab" },
        { "nothing", "" },
    };

    public static TheoryData<string> HostileBodies =>
        ["1 GiB announced", "1 GiB in chunks", "1 GiB of spaces", "gzip bomb", "gzip bomb, unlabeled", "many fields", "one long field"];

    [Theory]
    [MemberData(nameof(RawAnswers))]
    public async Task Broken_http_is_a_failure(string name, string answer)
    {
        await using var server = RawServer.Saying(answer);
        Gateway.Endpoint = server.Address();
        await StartPlainAsync();

        var failure = await FailAsync();

        Assert.True(
            failure.Kind is TransactionStatusErrorKind.InvalidResponse or TransactionStatusErrorKind.Transport, $"{name}: {failure}");
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [MemberData(nameof(HostileBodies))]
    public async Task Hostile_body_is_rejected_before_it_is_read_completely(string name)
    {
        await using var server = new RawServer((stream, ct) => SendAsync(name, stream, ct));
        Gateway.Endpoint = server.Address();
        await StartPlainAsync();

        var failure = await FailAsync();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        // The socket buffers of both sides add to the octets read.
        Assert.InRange(server.Sent, 0, 32L * 1024 * 1024);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L << 30)]
    [InlineData(MaxBodyBytes + 1L)]
    public async Task No_more_than_the_cap_is_read(long? announced)
    {
        var body = new GreedyStream();
        var gateway = new MockHttpMessageHandler();
        gateway.When("*").Respond(_ =>
        {
            var content = new StreamContent(body, bufferSize: 1);
            content.Headers.ContentLength = announced;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        });
        Gateway.PrimaryHandler = gateway;
        await StartPlainAsync();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await FailAsync()).Kind);

        // One octet more shows that the cap is passed.
        Assert.InRange(body.Given, 0, announced is null ? MaxBodyBytes + 1 : 0);
        Assert.True(body.IsDisposed);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n")]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\n1\r\n \r\n")]
    public async Task Endless_answer_is_a_timeout(string start)
    {
        await using var server = new RawServer(async (stream, ct) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(start), ct);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        });
        Gateway.Endpoint = server.Address();
        await StartPlainAsync();
        var pending = QueryAsync();
        await server.Connected.Task.WaitAsync(Ct);

        Clock.Advance(Gateway.RequestTimeout);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(pending)).Kind);
    }

    [Fact]
    public async Task Slow_drip_is_a_timeout()
    {
        await StartPlainAsync();
        Faults.Next(SimulatedFault.SlowDrip(Second));
        var pending = QueryAsync();

        for (var waited = Second; waited <= Gateway.RequestTimeout; waited += Second) await Clock.AdvanceWhenScheduledAsync(Second, Ct);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(pending)).Kind);
        await AssertNextQueryWorksAsync(1);
    }

    private static async Task SendAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        const long Gigabyte = 1L << 30;
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)' ');
        switch (name)
        {
            case "1 GiB announced":
                await WriteAsync($"{Head}Content-Length: {Gigabyte}\r\n\r\n");
                await RepeatAsync(block, Gigabyte);
                break;
            case "1 GiB in chunks":
                await WriteAsync(Head + "Transfer-Encoding: chunked\r\n\r\n");
                await RepeatAsync([.. "10000\r\n"u8, .. block, .. "\r\n"u8], Gigabyte);
                break;
            case "1 GiB of spaces":
                await WriteAsync(Head + "Connection: close\r\n\r\n");
                await RepeatAsync(block, Gigabyte);
                break;
            case "gzip bomb":
                await WholeAsync("Content-Encoding: gzip\r\n", Bomb());
                break;
            case "gzip bomb, unlabeled":
                await WholeAsync("", Bomb());
                break;
            case "many fields":
                var fields = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"F{i}=1&"));
                await WholeAsync("", Encoding.ASCII.GetBytes(fields[..(MaxBodyBytes - 10)]));
                break;
            case "one long field":
                await WholeAsync("", Encoding.ASCII.GetBytes(new string('F', MaxBodyBytes)));
                break;
        }

        ValueTask WriteAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

        async Task WholeAsync(string headers, byte[] body)
        {
            await WriteAsync($"{Head}{headers}Content-Length: {body.Length}\r\n\r\n");
            await stream.WriteAsync(body, cancellationToken);
        }

        async Task RepeatAsync(byte[] part, long length)
        {
            for (var sent = 0L; sent < length; sent += part.Length) await stream.WriteAsync(part, cancellationToken);
        }
    }

    // 40 MB of zeros in less than the cap.
    private static byte[] Bomb()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var blanks = new byte[1024 * 1024];
            for (var i = 0; i < 40; i++) gzip.Write(blanks);
        }

        return packed.ToArray();
    }

    /// <summary>Fills every buffer, without end.</summary>
    private sealed class GreedyStream() : DelegatedStream(Null)
    {
        public long Given { get; private set; }

        public bool IsDisposed { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Given += buffer.Length;
            return new ValueTask<int>(buffer.Length);
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
