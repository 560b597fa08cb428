using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Waits increasingly longer while the store fails, and logs only some of the failures.</summary>
internal sealed class StoreBackOff(string name, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    private int _failures;

    public void Succeeded()
    {
        if (Interlocked.Exchange(ref _failures, 0) > 0) TrackingLog.StoreBack(logger, name);
    }

    /// <summary>Waits, with jitter. Returns early, without throwing, when the token is canceled.</summary>
    public async Task WaitAsync(Exception exception, CancellationToken cancellationToken)
    {
        var failures = Interlocked.Increment(ref _failures);
        if ((failures & (failures - 1)) == 0) TrackingLog.StoreFailed(logger, name, failures, exception);
        var wait = Shortest * Math.Pow(2, Math.Min(failures - 1, 7));
        if (wait > Longest) wait = Longest;
        try
        {
            await Task.Delay(wait * (0.75 + (Random.Shared.NextDouble() / 4)), timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
