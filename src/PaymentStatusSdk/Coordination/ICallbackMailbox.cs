namespace PaymentStatusSdk.Coordination;

/// <summary>An open mailbox. Disposing it closes the mailbox: later messages are not delivered.</summary>
public interface ICallbackMailbox : IAsyncDisposable
{
    /// <summary>Waits for the next message and removes it from the mailbox.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken);
}
