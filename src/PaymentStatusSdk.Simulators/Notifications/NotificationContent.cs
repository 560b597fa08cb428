using System.Net;

namespace PaymentStatusSdk.Simulators.Notifications;

/// <summary>The body of a notification. It reports the start of sending, and can fail after half of the body.</summary>
internal sealed class NotificationContent(NotificationMessage message) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        message.Sending?.Invoke();
        if (!message.Cut)
        {
            await stream.WriteAsync(message.Body, cancellationToken).ConfigureAwait(false);
            return;
        }

        await stream.WriteAsync(message.Body.AsMemory(0, message.Body.Length / 2), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        throw new IOException("The simulator aborted this delivery on purpose.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = message.Body.Length;
        return true;
    }
}
