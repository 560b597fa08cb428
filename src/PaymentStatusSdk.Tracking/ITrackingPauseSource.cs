namespace PaymentStatusSdk.Tracking;

/// <summary>Reports which clients are not checked for a while, because their gateway accepts no queries. Thread-safe singleton.</summary>
/// <remarks>
/// A gateway that is unavailable, limits the rate or refuses the credentials is not queried again at once: pauses last from 5 seconds to
/// 1 minute, or as long as the gateway requests, up to 1 hour. After each pause, one check tests the gateway. Pauses are those of this
/// process.
/// </remarks>
public interface ITrackingPauseSource
{
    /// <summary>Returns the rest of a client's pause; null when its checks are not paused in this process.</summary>
    /// <param name="clientName">The name of the client, which need not be registered.</param>
    TimeSpan? PauseLeft(string clientName);
}
