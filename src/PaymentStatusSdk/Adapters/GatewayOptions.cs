namespace PaymentStatusSdk.Adapters;

/// <summary>The settings that every gateway client has. Each adapter assigns its own defaults in the constructor of its options.</summary>
/// <remarks>
/// Options are reloaded when the configuration changes. A change that is not valid is rejected, and the previous options stay current. The
/// settings of an adapter are flat: properties with a setter, of text, numbers, times, addresses, enums or lists of them. A configuration
/// section cannot contain a nested class of settings. A delegate can be set in code only.
/// </remarks>
public abstract class GatewayOptions
{
    /// <summary>The address to which queries are posted.</summary>
    /// <value>An absolute https address; http only on loopback.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The maximum duration of one attempt, from the first byte of the request to the last byte of the answer.</summary>
    /// <value>1 second to 10 minutes, and not longer than <see cref="TotalTimeout"/>. The adapter assigns the default.</value>
    public TimeSpan AttemptTimeout { get; set; } = ExchangeDefaults.AttemptTimeout;

    /// <summary>The maximum duration of one exchange with the gateway, including all retries and the delays between them.</summary>
    /// <value>1 second to 10 minutes, and not shorter than <see cref="AttemptTimeout"/>. The adapter assigns the default.</value>
    public TimeSpan TotalTimeout { get; set; } = ExchangeDefaults.TotalTimeout;

    /// <summary>The maximum number of retries after a failed attempt, for failures that allow a retry.</summary>
    /// <value>0 to 10. The adapter assigns the default.</value>
    public int MaxRetries { get; set; } = ExchangeDefaults.MaxRetries;

    /// <summary>The delay before the first retry. It doubles with each retry and varies by a quarter.</summary>
    /// <value>Zero to 5 minutes. The adapter assigns the default.</value>
    public TimeSpan RetryDelay { get; set; } = ExchangeDefaults.RetryDelay;

    /// <summary>The minimum delay between two attempts. It also applies where the back-off is shorter.</summary>
    /// <value>Zero to 5 minutes. The adapter assigns the default.</value>
    public TimeSpan MinRetryDelay { get; set; } = ExchangeDefaults.MinRetryDelay;

    /// <summary>Whether a timed-out attempt is retried.</summary>
    /// <value>The adapter assigns the default.</value>
    public bool RetryTimeouts { get; set; } = true;

    /// <summary>
    /// The maximum number of exchanges with the gateway that this client runs concurrently. The lower one of this limit and
    /// <see cref="GatewayCapabilities.MaxConcurrentExchanges"/> is enforced.
    /// </summary>
    /// <value>1 to 1,000. The adapter assigns the default.</value>
    public int MaxConcurrentExchanges { get; set; } = ExchangeDefaults.MaxConcurrentExchanges;

    /// <summary>The maximum number of different queries that wait for a free exchange. Beyond it, a query fails as Unavailable.</summary>
    /// <value>Default 1,000; 0 to 100,000.</value>
    public int QueueLimit { get; set; } = ExchangeDefaults.QueueLimit;

    /// <summary>The maximum time that a query waits for a free exchange. Beyond it, the query fails as Unavailable.</summary>
    /// <value>Default 60 seconds; 1 millisecond to 1 hour.</value>
    public TimeSpan QueueTimeout { get; set; } = ExchangeDefaults.QueueTimeout;

    /// <summary>
    /// The maximum duration of opening a connection, which is part of <see cref="AttemptTimeout"/>. A change takes effect when handlers are
    /// created again, after two minutes.
    /// </summary>
    /// <value>Default 10 seconds; 100 milliseconds to 5 minutes.</value>
    public TimeSpan ConnectTimeout { get; set; } = ExchangeDefaults.ConnectTimeout;

    /// <summary>Whether to accept an answer that does not identify the queried transaction.</summary>
    /// <value>
    /// Default false: the state of such an answer is Unknown. An answer that identifies another transaction is never accepted.
    /// </value>
    public bool AcceptAnswerWithoutReference { get; set; }

    /// <summary>The share of failed attempts at which the circuit opens. Takes effect at start only.</summary>
    /// <value>Default 0.5; above 0 and up to 1.</value>
    public double CircuitFailureRatio { get; set; } = ExchangeDefaults.CircuitFailureRatio;

    /// <summary>
    /// The minimum number of attempts within <see cref="CircuitSamplingDuration"/> before the ratio is evaluated. Takes effect at start
    /// only.
    /// </summary>
    /// <value>Default 10; 2 to 100,000.</value>
    public int CircuitMinimumThroughput { get; set; } = ExchangeDefaults.CircuitMinimumThroughput;

    /// <summary>The period over which the ratio is measured. Takes effect at start only.</summary>
    /// <value>Default 30 seconds; 500 milliseconds to 1 hour.</value>
    public TimeSpan CircuitSamplingDuration { get; set; } = ExchangeDefaults.CircuitSamplingDuration;

    /// <summary>How long the circuit stays open before one attempt is allowed as a probe.</summary>
    /// <value>Default 15 seconds; 500 milliseconds to 1 hour.</value>
    public TimeSpan CircuitBreakDuration { get; set; } = ExchangeDefaults.CircuitBreakDuration;

    /// <summary>The configuration section the options were bound from; null when they were set in code.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>The errors of the section itself: unknown keys and values that cannot be converted.</summary>
    internal List<OptionError> SectionErrors { get; } = [];

    /// <summary>The error of the section as a whole; null when there is none.</summary>
    internal string? SectionError { get; set; }

    /// <summary>Whether the section contains no setting while sections below it do: it is not the section of one client.</summary>
    internal bool IsWrongSection { get; set; }

    /// <summary>Returns the type name only: options contain secrets.</summary>
    public sealed override string ToString() => GetType().Name;
}
