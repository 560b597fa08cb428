namespace PaymentStatusSdk.Desjardins;

/// <summary>The defaults and limits of the adapter. <c>PROTOCOL.md</c> lists the sources of the wire facts.</summary>
public static class DesjardinsDefaults
{
    /// <summary>The name of the gateway in telemetry.</summary>
    public const string Provider = "desjardins";

    /// <summary>The maximum number of transactions in one Status request: 10.</summary>
    public const int MaxTransactions = 10;

    /// <summary>The maximum length of a merchant reference in a query: 64 characters. The gateway's own limit is not public.</summary>
    public const int MaxReferenceLength = 64;

    /// <summary>The gateway's test address, as observed in public clients. Use the address from Desjardins.</summary>
    public static readonly Uri TestEndpoint = new("https://www.labdevtrx3.com/catch");

    /// <summary>The gateway's production address, as observed in a public client. Use the address from Desjardins.</summary>
    public static readonly Uri ProductionEndpoint = new("https://epaiementsecurise.desjardins.com/catch");

    /// <summary>
    /// The minimum age of a transaction in a query: 2 minutes. The gateway's answers about younger transactions may not be valid.
    /// </summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The default tracking schedule: the first check when a transaction is two minutes old, then after 2, 5, 15 and 60 minutes, 6 hours,
    /// and daily. The gateway sends no status notifications, and each request needs its own session. Inferred: see <c>PROTOCOL.md</c>.
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

    /// <summary>The default of <see cref="DesjardinsOptions.StepTimeout"/>: 30 seconds each for the login and the request.</summary>
    public static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The default of <see cref="DesjardinsOptions.CallbackTimeout"/>: 60 seconds from the request to the gateway's POST.
    /// </summary>
    public static readonly TimeSpan CallbackTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The default of <see cref="DesjardinsOptions.MissingTransactionsGrace"/>: 2 seconds.</summary>
    public static readonly TimeSpan MissingTransactionsGrace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The default attempt timeout: 3 minutes for the login, the request, the wait for the POST, and further sessions when a batch is
    /// rejected and halved.
    /// </summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(3);

    /// <summary>The default total timeout: 5 minutes.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The default number of retries: 2. Before the request is written the gateway has received no query, so a new session is safe.
    /// </summary>
    public const int MaxRetries = 2;

    /// <summary>The default of <see cref="DesjardinsOptions.RequestEncoding"/>: ISO-8859-15.</summary>
    public const string RequestEncoding = "ISO-8859-15";

    /// <summary>The encoding of a document of the gateway that declares none and is not UTF-8. The HTTP charset is ignored.</summary>
    public const string UndeclaredEncoding = "ISO-8859-15";

    /// <summary>
    /// The meaning of the gateway's condition codes with <c>approved="no"</c>: 103 Canceled, 117 Failed. No other codes are public.
    /// </summary>
    public static IReadOnlyDictionary<string, PaymentState> ConditionCodes { get; } =
        new Dictionary<string, PaymentState>(StringComparer.Ordinal)
        {
            ["103"] = PaymentState.Canceled,
            ["117"] = PaymentState.Failed,
        };
}
