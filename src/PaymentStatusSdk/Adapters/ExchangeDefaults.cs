namespace PaymentStatusSdk.Adapters;

/// <summary>The defaults of <see cref="GatewayOptions"/> for settings to which an adapter assigns no default of its own.</summary>
public static class ExchangeDefaults
{
    /// <summary>10 seconds.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    /// <summary>30 seconds.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(30);

    /// <summary>2.</summary>
    public const int MaxRetries = 2;

    /// <summary>1 second.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Zero.</summary>
    public static readonly TimeSpan MinRetryDelay = TimeSpan.Zero;

    /// <summary>8.</summary>
    public const int MaxConcurrentExchanges = 8;

    /// <summary>1,000.</summary>
    public const int QueueLimit = 1_000;

    /// <summary>60 seconds.</summary>
    public static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(60);

    /// <summary>10 seconds.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>One half.</summary>
    public const double CircuitFailureRatio = 0.5;

    /// <summary>10 attempts.</summary>
    public const int CircuitMinimumThroughput = 10;

    /// <summary>30 seconds.</summary>
    public static readonly TimeSpan CircuitSamplingDuration = TimeSpan.FromSeconds(30);

    /// <summary>15 seconds.</summary>
    public static readonly TimeSpan CircuitBreakDuration = TimeSpan.FromSeconds(15);

    /// <summary>The maximum size of a body that is read, in bytes: 256 KiB.</summary>
    public const int MaxBodyBytes = 256 * 1024;
}
