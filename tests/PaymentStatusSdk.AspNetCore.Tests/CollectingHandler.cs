using System.Threading.Channels;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>A merchant's handler: keeps what it is told, or fails as long as a test wants it to.</summary>
internal sealed class CollectingHandler : IStatusNotificationHandler
{
    private readonly Channel<StatusNotification> _handled = Channel.CreateUnbounded<StatusNotification>();

    /// <summary>Runs before a notification is taken.</summary>
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
