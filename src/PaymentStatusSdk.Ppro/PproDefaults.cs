namespace PaymentStatusSdk.Ppro;

/// <summary>The defaults and limits of the adapter. <c>PROTOCOL.md</c> lists the sources of the wire facts.</summary>
public static class PproDefaults
{
    /// <summary>The name of the gateway in telemetry.</summary>
    public const string Provider = "ppro";

    /// <summary>The call that queries by the gateway's reference.</summary>
    public const string StatusCall = "GETTXSTATUS";

    /// <summary>The call that queries by the merchant's reference.</summary>
    public const string StatusByMerchantReferenceCall = "GETTXSTATUSBYMERCHANTTXID";

    /// <summary>The maximum length of a gateway reference, in characters.</summary>
    public const int MaxGatewayReferenceLength = 20;

    /// <summary>
    /// The default of <see cref="PproOptions.MaxMerchantReferenceLength"/>: 40 characters, the limit of the related
    /// <c>merchantrefundid</c>. The limit of <c>merchanttxid</c> is not published.
    /// </summary>
    public const int MaxMerchantReferenceLength = 40;

    /// <summary>The address of PPRO's test system. The address of the live system is not published: use the one from PPRO.</summary>
    public static readonly Uri TestEndpoint = new("https://simpleapitest.ppro.com/");

    /// <summary>The default attempt timeout: 60 seconds. PPRO delays the answer about a transaction that is being processed.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The default total timeout: 60 seconds.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The default number of retries: 2. The query only reads, so repeating it is safe.</summary>
    public const int MaxRetries = 2;

    /// <summary>The default retry delay: 10 seconds, as the provider requires.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>The default minimum retry delay: 10 seconds, as the provider requires.</summary>
    public static readonly TimeSpan MinRetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The default maximum of concurrent exchanges: 4. Status calls count toward a limit that the provider does not publish.
    /// </summary>
    public const int MaxConcurrentExchanges = 4;

    /// <summary>
    /// The default tracking schedule: checks after 10, 20, 40 and 60 seconds until about 5 minutes, then 15 minutes, 1, 6, 24 and 48 hours
    /// after the start, and then daily. The provider discourages polling and sends a notification for every final state. A failure, which
    /// may still change to a success, is checked after 1, 24, 48 and 72 hours; missing money is checked daily. Inferred: see
    /// <c>PROTOCOL.md</c>.
    /// </summary>
    public static readonly TrackingSchedule Tracking = new()
    {
        Open = new PollingSchedule(
            TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60),
            TimeSpan.FromSeconds(60),
            TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(45), TimeSpan.FromHours(5), TimeSpan.FromHours(18),
            TimeSpan.FromDays(1))
        {
            Jitter = 0.1,
        },
    };

    /// <summary>How long a handled notification is remembered: 48 hours, the time during which PPRO repeats a notification.</summary>
    public static readonly TimeSpan NotificationMemory = TimeSpan.FromHours(48);
}
