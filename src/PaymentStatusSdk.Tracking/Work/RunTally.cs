namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Counts the work that the workers of one pass did. Thread-safe.</summary>
internal sealed class RunTally
{
    private int _checks;
    private int _failedChecks;
    private int _deliveries;
    private int _failedDeliveries;
    private int _parked;

    /// <summary>The number of all work items so far.</summary>
    public int Count => Volatile.Read(ref _checks) + Volatile.Read(ref _deliveries) + Volatile.Read(ref _failedDeliveries);

    public void Checked(bool isAnswered)
    {
        Interlocked.Increment(ref _checks);
        if (!isAnswered) Interlocked.Increment(ref _failedChecks);
    }

    public void Delivered(DeliveryStatus status)
    {
        Interlocked.Increment(ref status == DeliveryStatus.Delivered ? ref _deliveries : ref _failedDeliveries);
        if (status == DeliveryStatus.Parked) Interlocked.Increment(ref _parked);
    }

    public TrackingRunResult ToResult() => new()
    {
        Checks = _checks,
        FailedChecks = _failedChecks,
        Deliveries = _deliveries,
        FailedDeliveries = _failedDeliveries,
        Parked = _parked,
    };
}
