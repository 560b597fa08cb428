namespace PaymentStatusSdk.Coordination;

/// <summary>Keeps exchanges to one at a time for gateways that require it, across all instances that share the lock.</summary>
/// <remarks>
/// The default implementation uses this process's memory: it is not sufficient for two instances, nor for the overlap of a rolling
/// deployment. The stores provide an implementation that uses a row in their database. Thread-safe.
/// </remarks>
public interface IExchangeLock
{
    /// <summary>Waits for the lock and acquires it.</summary>
    /// <param name="key">The key to lock: endpoint and merchant, not the client's name.</param>
    /// <param name="maxDuration">
    /// The time after which the lock expires if it is not released. After this time, no message of the exchange can arrive any more.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The token was canceled; the lock is not acquired.</exception>
    ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan maxDuration, CancellationToken cancellationToken);
}
