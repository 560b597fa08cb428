using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Waits increasingly longer while the store fails, and logs only some of the failures.</summary>
internal sealed class StoreBackOff(string name, TimeProvider timeProvider, JitterSource jitter, ILogger logger)
{
    private static readonly BackOff Pauses = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30), MinFactor: 0.75);

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
        try
        {
            await Task.Delay(
                Pauses.DelayAfter(failures, jitter.Next()), timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
