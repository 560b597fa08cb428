namespace PaymentStatusSdk.Adapters;

/// <summary>A gate that is taken. It stays so until it is given back or runs out: losing a lease object frees nothing early.</summary>
public interface IExchangeLockHandle
{
    /// <summary>Gives the gate back before its time, because the exchange is known to have ended.</summary>
    /// <param name="cancellationToken">Ends the attempt to give it back; then it runs out by itself.</param>
    ValueTask ReleaseAsync(CancellationToken cancellationToken = default);
}
