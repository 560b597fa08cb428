using System.Net;

namespace PaymentStatusSdk.Benchmarks.Micro;

/// <summary>Answers immediately from memory, so that only the cost of the SDK is measured.</summary>
internal sealed class AnsweringHandler(byte[] answer) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer) };
    }
}
