namespace PaymentStatusSdk.Adapters;

/// <summary>Keeps "one at a time" for gateways that demand it, across all instances that share the gate.</summary>
/// <remarks>
/// The default lives in this process's memory: it is not enough for two instances, nor for the overlap of a rolling deploy. Stores bring one
/// that is a row in their database. Thread-safe.
/// </remarks>
public interface IExchangeLock
{
    /// <summary>Waits for the gate and takes it.</summary>
    /// <param name="key">Whose gate: endpoint and merchant, not the client's name.</param>
    /// <param name="longest">How long the lease stays taken at most, if nobody gives it back: until no late message can come any more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token fired; the gate is not taken.</exception>
    ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan longest, CancellationToken cancellationToken);
}
