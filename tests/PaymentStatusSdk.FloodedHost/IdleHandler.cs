namespace PaymentStatusSdk.FloodedHost;

/// <summary>Accepts every notification.</summary>
internal sealed class IdleHandler : IStatusNotificationHandler
{
    public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken) => Task.CompletedTask;
}
