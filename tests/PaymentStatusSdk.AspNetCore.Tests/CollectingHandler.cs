using System.Threading.Channels;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>A merchant's handler that records notifications, or fails as long as a test requests it.</summary>
internal sealed class CollectingHandler : IStatusNotificationHandler
{
    private readonly Channel<StatusNotification> _handled = Channel.CreateUnbounded<StatusNotification>();

    /// <summary>Runs before a notification counts as handled.</summary>
    public Func<StatusNotification, CancellationToken, Task>? Before { get; set; }

    public int Calls { get; private set; }

    public int Handled { get; private set; }

    public ValueTask<StatusNotification> NextAsync() => _handled.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        Calls++;
        if (Before is { } before) await before(notification, cancellationToken);
        Handled++;
        _handled.Writer.TryWrite(notification);
    }
}
