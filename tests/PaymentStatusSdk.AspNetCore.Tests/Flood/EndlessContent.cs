using System.Net;

namespace PaymentStatusSdk.AspNetCore.Tests.Flood;

/// <summary>Announces a body of 256 KiB and sends one byte of it.</summary>
internal sealed class EndlessContent(CancellationToken end) : HttpContent
{
    public const int AnnouncedLength = 256 * 1024;

    protected override bool TryComputeLength(out long length)
    {
        length = AnnouncedLength;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("t"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
    }
}
