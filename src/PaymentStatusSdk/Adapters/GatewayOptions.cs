namespace PaymentStatusSdk.Adapters;

/// <summary>Settings that every gateway client has. Each adapter sets its own defaults in its constructor.</summary>
/// <remarks>
/// Settings are read again when the configuration changes; a change that does not validate is refused and the last good one stays. What an
/// adapter adds is flat: properties with a setter, of text, numbers, times, addresses, enums or lists of them. A group of settings in a
/// class of its own is refused in a section; a delegate is for code only.
/// </remarks>
public abstract class GatewayOptions
{
    /// <summary>The address that queries are posted to.</summary>
    /// <value>An absolute https address; http only on loopback.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>How long one attempt may take, from the request's first byte to the answer's last.</summary>
    /// <value>1 second to 10 minutes, and not longer than <see cref="TotalTimeout"/>. The default is the adapter's.</value>
    public TimeSpan AttemptTimeout { get; set; } = ExchangeDefaults.AttemptTimeout;

    /// <summary>How long one exchange with the gateway may take, all retries and the pauses between them included.</summary>
    /// <value>1 second to 10 minutes, and not shorter than <see cref="AttemptTimeout"/>. The default is the adapter's.</value>
    public TimeSpan TotalTimeout { get; set; } = ExchangeDefaults.TotalTimeout;

    /// <summary>How often a failed attempt is repeated, where the failure allows it.</summary>
    /// <value>0 to 10. The default is the adapter's.</value>
    public int MaxRetries { get; set; } = ExchangeDefaults.MaxRetries;

    /// <summary>The pause before the first repetition; it doubles each time and varies by a quarter.</summary>
    /// <value>Zero to 5 minutes. The default is the adapter's.</value>
    public TimeSpan RetryDelay { get; set; } = ExchangeDefaults.RetryDelay;

    /// <summary>The shortest pause between two attempts, whatever the back-off says.</summary>
    /// <value>Zero to 5 minutes. The default is the adapter's.</value>
    public TimeSpan MinRetryDelay { get; set; } = ExchangeDefaults.MinRetryDelay;

    /// <summary>Is an attempt repeated whose time ran out?</summary>
    /// <value>The default is the adapter's.</value>
    public bool RetryTimeouts { get; set; } = true;

    /// <summary>
    /// How many exchanges with the gateway may run at once for this client. A lower limit of the gateway's own
    /// (<see cref="GatewayCapabilities.MaxConcurrentExchanges"/>) wins.
    /// </summary>
    /// <value>1 to 1,000. The default is the adapter's.</value>
    public int MaxConcurrentExchanges { get; set; } = ExchangeDefaults.MaxConcurrentExchanges;

    /// <summary>How many different questions may wait for a free exchange. Beyond it a query fails as Unavailable.</summary>
    /// <value>Default 1,000; 0 to 100,000.</value>
    public int QueueLimit { get; set; } = ExchangeDefaults.QueueLimit;

    /// <summary>How long a question may wait for a free exchange. Beyond it the query fails as Unavailable.</summary>
    /// <value>Default 60 seconds; 1 millisecond to 1 hour.</value>
    public TimeSpan QueueTimeout { get; set; } = ExchangeDefaults.QueueTimeout;

    /// <summary>How long opening a connection may take; a part of <see cref="AttemptTimeout"/>. A change is in force when handlers are built anew, after two minutes.</summary>
    /// <value>Default 10 seconds; 100 milliseconds to 5 minutes.</value>
    public TimeSpan ConnectTimeout { get; set; } = ExchangeDefaults.ConnectTimeout;

    /// <summary>Believe an answer that does not name the transaction that was asked for?</summary>
    /// <value>Default false: its state reads Unknown. An answer that names another transaction is never believed.</value>
    public bool AcceptAnswerWithoutId { get; set; }

    /// <summary>The share of failed attempts at which the circuit opens. Takes effect at start only.</summary>
    /// <value>Default 0.5; above 0 and up to 1.</value>
    public double CircuitFailureRatio { get; set; } = ExchangeDefaults.CircuitFailureRatio;

    /// <summary>How many attempts within <see cref="CircuitSamplingDuration"/> the ratio needs. Takes effect at start only.</summary>
    /// <value>Default 10; 2 to 100,000.</value>
    public int CircuitMinimumThroughput { get; set; } = ExchangeDefaults.CircuitMinimumThroughput;

    /// <summary>The time over which the ratio is taken. Takes effect at start only.</summary>
    /// <value>Default 30 seconds; 500 milliseconds to 1 hour.</value>
    public TimeSpan CircuitSamplingDuration { get; set; } = ExchangeDefaults.CircuitSamplingDuration;

    /// <summary>How long the circuit stays open before one attempt may try again.</summary>
    /// <value>Default 15 seconds; 500 milliseconds to 1 hour.</value>
    public TimeSpan CircuitBreakDuration { get; set; } = ExchangeDefaults.CircuitBreakDuration;

    /// <summary>The configuration section the options were bound from; null when they were set in code.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>What was wrong with the section itself: unknown keys and values that cannot be converted.</summary>
    internal List<OptionError> SectionErrors { get; } = [];

    /// <summary>What is wrong with the section as a whole; null when nothing is.</summary>
    internal string? SectionError { get; set; }

    /// <summary>True when the section holds no setting and sections below it do: it is not the section of one client.</summary>
    internal bool IsWrongSection { get; set; }

    /// <summary>The type only: options hold secrets.</summary>
    public sealed override string ToString() => GetType().Name;
}
