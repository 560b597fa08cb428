namespace PaymentStatusSdk.Ppro;

/// <summary>Defaults and limits of the adapter; the sources of wire facts are in <c>PROTOCOL.md</c>.</summary>
public static class PproDefaults
{
    /// <summary>The gateway's name in telemetry.</summary>
    public const string Provider = "ppro";

    /// <summary>The call that asks by the gateway's id.</summary>
    public const string StatusCall = "GETTXSTATUS";

    /// <summary>The call that asks by the merchant's id.</summary>
    public const string StatusByMerchantReferenceCall = "GETTXSTATUSBYMERCHANTTXID";

    /// <summary>The most characters of a gateway id.</summary>
    public const int MaxGatewayReferenceLength = 20;

    /// <summary>40: the limit of the sibling <c>merchantrefundid</c>; that of <c>merchanttxid</c> is not published.</summary>
    public const int MaxMerchantReferenceLength = 40;

    /// <summary>PPRO's test system. For the live system use the address you were given: none is published.</summary>
    public static readonly Uri TestEndpoint = new("https://simpleapitest.ppro.com/");

    /// <summary>60 seconds: a transaction that is being worked on is answered late, not wrongly.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    /// <summary>60 seconds.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(60);

    /// <summary>2: the query only reads, so repeating it is safe.</summary>
    public const int MaxRetries = 2;

    /// <summary>10 seconds, as the provider asks for.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>10 seconds, as the provider asks for.</summary>
    public static readonly TimeSpan MinRetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>4: status calls count toward a limit that the provider does not publish.</summary>
    public const int MaxConcurrentExchanges = 4;

    /// <summary>
    /// Asks after 10, 20, 40 and 60 seconds up to some 5 minutes, then 15 minutes, 1, 6, 24 and 48 hours after the beginning, and daily: the
    /// provider discourages polling and sends a notification for every final state. A failure, which may still turn, is looked at after 1, 24,
    /// 48 and 72 hours, and missing money daily. Inferred: see <c>PROTOCOL.md</c>.
    /// </summary>
    public static readonly TrackingSchedule Tracking = new()
    {
        Open = new PollingSchedule(
            TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60),
            TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(45), TimeSpan.FromHours(5), TimeSpan.FromHours(18), TimeSpan.FromDays(1))
        {
            Jitter = 0.1,
        },
    };

    /// <summary>48 hours, the time over which PPRO repeats a notification: so long a handled one is remembered.</summary>
    public static readonly TimeSpan NotificationMemory = TimeSpan.FromHours(48);
}
