using System.Threading.Channels;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class WakeUp(Channel<StatusNotification> work) : IStatusNotificationHandler
{
    public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken) =>
        await work.Writer.WriteAsync(notification, cancellationToken);
}

// end
