using System.Net;

namespace PaymentStatusSdk.Testing;

/// <summary>The body of a notification, telling when it leaves, or breaking off halfway.</summary>
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
        throw new IOException("The simulator broke this delivery off.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = message.Body.Length;
        return true;
    }
}
