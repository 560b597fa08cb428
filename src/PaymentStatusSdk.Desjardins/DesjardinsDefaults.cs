namespace PaymentStatusSdk.Desjardins;

/// <summary>Defaults and limits of the adapter; the sources of wire facts are in <c>PROTOCOL.md</c>.</summary>
public static class DesjardinsDefaults
{
    /// <summary>The gateway's name in telemetry.</summary>
    public const string Provider = "desjardins";

    /// <summary>10: the most transactions that one Status request may ask about.</summary>
    public const int MaxTargets = 10;

    /// <summary>The most characters of a transaction id in a query. The gateway's own limit is not public.</summary>
    public const int MaxIdLength = 64;

    /// <summary>The gateway's test address, as seen in public clients; use the one you were given.</summary>
    public static readonly Uri TestEndpoint = new("https://www.labdevtrx3.com/catch");

    /// <summary>The gateway's address, as seen in a public client; use the one you were given.</summary>
    public static readonly Uri ProductionEndpoint = new("https://epaiementsecurise.desjardins.com/catch");

    /// <summary>2 minutes: before that, the gateway's answers may not be valid.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Asks first when a transaction is two minutes old, then after 2, 5, 15 and 60 minutes, 6 hours, and daily. The gateway sends no notification
    /// of a state, and each question is a session of its own. Inferred: see <c>PROTOCOL.md</c>.
    /// </summary>
    public static readonly TrackingSchedule Tracking = new()
    {
        Open = new PollingSchedule(
            TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
            TimeSpan.FromHours(6), TimeSpan.FromDays(1))
        {
            Jitter = 0.1,
        },
    };

    /// <summary>30 seconds for each of login and request.</summary>
    public static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(30);

    /// <summary>60 seconds from the request on for the gateway's POST.</summary>
    public static readonly TimeSpan CallbackTimeout = TimeSpan.FromSeconds(60);

    /// <summary>2 seconds.</summary>
    public static readonly TimeSpan MissingTargetsGrace = TimeSpan.FromSeconds(2);

    /// <summary>3 minutes: login, request, the wait for the POST, and some sessions more when a batch is refused and halved.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(3);

    /// <summary>5 minutes.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(5);

    /// <summary>2: until the request is written nothing has been asked, so that a new session is safe.</summary>
    public const int MaxRetries = 2;

    /// <summary>ISO-8859-15.</summary>
    public const string RequestEncoding = "ISO-8859-15";

    /// <summary>The encoding of a document of the gateway that declares none and is not UTF-8. The HTTP charset is not looked at.</summary>
    public const string UndeclaredEncoding = "ISO-8859-15";

    /// <summary>What the gateway's condition codes mean beside <c>approved="no"</c>: 103 Canceled, 117 Failed. No more are public.</summary>
    public static IReadOnlyDictionary<string, PaymentState> ConditionCodes { get; } = new Dictionary<string, PaymentState>(StringComparer.Ordinal)
    {
        ["103"] = PaymentState.Canceled,
        ["117"] = PaymentState.Failed,
    };
}
