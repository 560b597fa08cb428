namespace PaymentStatusSdk.Coordination;

/// <summary>A lock that is held. It is held until it is released or expires; losing this object does not release it.</summary>
public interface IExchangeLockHandle
{
    /// <summary>Releases the lock before it expires, because the exchange is known to have ended.</summary>
    /// <param name="cancellationToken">Cancels the release; the lock then expires automatically.</param>
    ValueTask ReleaseAsync(CancellationToken cancellationToken = default);
}
