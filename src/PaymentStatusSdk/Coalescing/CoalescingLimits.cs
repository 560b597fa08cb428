namespace PaymentStatusSdk.Adapters;

/// <summary>How much may run and wait; read anew at every decision, so that options can change.</summary>
internal readonly record struct CoalescingLimits(int MaxConcurrentExchanges, int QueueLimit, TimeSpan QueueTimeout);
