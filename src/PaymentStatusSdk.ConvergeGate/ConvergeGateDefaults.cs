using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Defaults and limits of the adapter; the sources of wire facts are in <c>PROTOCOL.md</c>.</summary>
public static class ConvergeGateDefaults
{
    /// <summary>The gateway's name in telemetry.</summary>
    public const string Provider = "convergegate";

    /// <summary>The command that asks for a transaction's status.</summary>
    public const string StatusCommand = "709";

    /// <summary>The most characters of a transaction id in a query.</summary>
    public const int MaxIdLength = 50;

    /// <summary>The most characters of user and password.</summary>
    public const int MaxCredentialLength = 50;

    /// <summary>ConvergeGate's test system, as seen in public clients; use the address you were given.</summary>
    public static readonly Uri ConvergeGateTestEndpoint = new("https://testapi.convergegate.com/v1/transactions");

    /// <summary>GPN DATA's test system; use the address you were given.</summary>
    public static readonly Uri GpnTestEndpoint = new("https://txtest.txpmnts.com/api/transaction/");

    /// <summary>10 seconds.</summary>
    public static readonly TimeSpan AttemptTimeout = ExchangeDefaults.AttemptTimeout;

    /// <summary>30 seconds.</summary>
    public static readonly TimeSpan TotalTimeout = ExchangeDefaults.TotalTimeout;

    /// <summary>2: the query only reads, so repeating it is safe.</summary>
    public const int MaxRetries = 2;

    /// <summary>
    /// Asks after 10, 20, 40 and 60 seconds, then after 5, 15 and 60 minutes, 6 hours, and daily: no source states a limit. An <c>ERROR</c>, which
    /// may still turn, is looked at after 1, 24, 48 and 72 hours. A settled payment is looked at after 1, 3, 7, 14, 30, 60, 120 and 180 days, for refunds and chargebacks
    /// that no notification announces.
    /// </summary>
    public static readonly TrackingSchedule Tracking = TrackingSchedule.Default with
    {
        Settled = new SettledSchedule([.. new[] { 1, 3, 7, 14, 30, 60, 120, 180 }.Select(days => TimeSpan.FromDays(days))]),
    };

    /// <summary>5 minutes: how long a handled notification is remembered, so that another delivery of it tells nobody anything.</summary>
    public static readonly TimeSpan NotificationMemory = TimeSpan.FromMinutes(5);

    /// <summary>The domain whose hosts get the form field.</summary>
    internal const string FormFieldDomain = "txpmnts.com";
}
