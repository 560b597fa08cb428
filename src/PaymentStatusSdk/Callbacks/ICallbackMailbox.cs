namespace PaymentStatusSdk.Adapters;

/// <summary>An open box. Disposing of it closes it: what comes later is not delivered.</summary>
public interface ICallbackMailbox : IAsyncDisposable
{
    /// <summary>Waits for the next message.</summary>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken);
}
