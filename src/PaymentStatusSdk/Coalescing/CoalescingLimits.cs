namespace PaymentStatusSdk.Coalescing;

/// <summary>
/// The limits on running exchanges and queued queries. They are read before every decision, so that changed options apply at once.
/// </summary>
internal readonly record struct CoalescingLimits(int MaxConcurrentExchanges, int QueueLimit, TimeSpan QueueTimeout);
