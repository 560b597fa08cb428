using System.IO.Compression;
using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>Records each request and its answer, and changes neither.</summary>
internal sealed class ExchangeRecordingHandler(ExchangeRecorder recorder) : DelegatingHandler
{
    private const int MaxBytes = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var exchange = recorder.Begin(request, body, ended.Task);
        try
        {
            return await RecordAsync(await base.SendAsync(request, cancellationToken), exchange, cancellationToken);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private static async Task<HttpResponseMessage> RecordAsync(
        HttpResponseMessage response, RawExchange exchange, CancellationToken cancellationToken)
    {
        var received = await ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
        var copy = new ByteArrayContent(received);
        foreach (var header in response.Content.Headers.NonValidated)
        {
            if (!string.Equals(header.Key, "Content-Length", StringComparison.OrdinalIgnoreCase))
                copy.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value);
        }

        exchange.AnswerHeaders = HeaderRedactor.Answer(response.Headers, response.Content.Headers);
        exchange.Answer = await DecodeAsync(received, copy.Headers.ContentEncoding, cancellationToken);
        exchange.Status = response.StatusCode;
        response.Content = copy;
        return response;
    }

    private static async Task<byte[]> DecodeAsync(byte[] received, ICollection<string> codings, CancellationToken cancellationToken)
    {
        Stream stream = new MemoryStream(received);
        foreach (var coding in codings.Reverse())
        {
            stream = coding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                _ => stream,
            };
        }

        try
        {
            await using (stream) return await ReadAsync(stream, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // The adapter will report it. The octets are masked like any other text.
            return received;
        }
    }

    // One octet more than the adapter accepts, so that the adapter reports an answer that is too large.
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
