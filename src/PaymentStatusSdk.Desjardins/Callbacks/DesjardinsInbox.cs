using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>The messages of step 4 that arrive in a mailbox, one after another. Not thread-safe.</summary>
internal sealed class DesjardinsInbox(ICallbackMailbox mailbox, CancellationToken end)
{
    private Task<ReadOnlyMemory<byte>> _next = mailbox.ReceiveAsync(end).AsTask();

    /// <summary>Completes when a message has arrived, or when no further message can be received.</summary>
    public Task Next => _next;

    /// <summary>Returns the next message that has arrived; null when there is none.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync()
    {
        if (!_next.IsCompletedSuccessfully) return null;
        var message = await _next.ConfigureAwait(false);
        _next = mailbox.ReceiveAsync(end).AsTask();
        return message;
    }

    /// <summary>
    /// Throws the failure of the mailbox, if there is one. The end of the wait, which may come at any time, is none: a store may then fail
    /// in any way.
    /// </summary>
    public Task ThrowIfFailedAsync() =>
        (_next.IsFaulted || _next.IsCanceled) && !end.IsCancellationRequested ? _next : Task.CompletedTask;
}
