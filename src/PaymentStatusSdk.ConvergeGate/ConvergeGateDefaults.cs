using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>The defaults and limits of the adapter. <c>PROTOCOL.md</c> lists the sources of the wire facts.</summary>
public static class ConvergeGateDefaults
{
    /// <summary>The name of the gateway in telemetry.</summary>
    public const string Provider = "convergegate";

    /// <summary>The command that queries the status of a transaction.</summary>
    public const string StatusCommand = "709";

    /// <summary>The maximum length of a reference in a query, in characters.</summary>
    public const int MaxReferenceLength = 50;

    /// <summary>The maximum length of the API user and of the API password, in characters.</summary>
    public const int MaxCredentialLength = 50;

    /// <summary>
    /// The address of ConvergeGate's test system, as observed in public clients. Use the address from your merchant account.
    /// </summary>
    public static readonly Uri ConvergeGateTestEndpoint = new("https://testapi.convergegate.com/v1/transactions");

    /// <summary>The address of GPN DATA's test system. Use the address from your merchant account.</summary>
    public static readonly Uri GpnTestEndpoint = new("https://txtest.txpmnts.com/api/transaction/");

    /// <summary>The default of <see cref="GatewayOptions.AttemptTimeout"/>: 10 seconds.</summary>
    public static readonly TimeSpan AttemptTimeout = ExchangeDefaults.AttemptTimeout;

    /// <summary>The default of <see cref="GatewayOptions.TotalTimeout"/>: 30 seconds.</summary>
    public static readonly TimeSpan TotalTimeout = ExchangeDefaults.TotalTimeout;

    /// <summary>The default of <see cref="GatewayOptions.MaxRetries"/>: 2. The query only reads, so repeating it is safe.</summary>
    public const int MaxRetries = 2;

    /// <summary>
    /// The default tracking schedule: checks after 10, 20, 40 and 60 seconds, then after 5, 15 and 60 minutes, 6 hours, and daily. No
    /// source states a rate limit. A transaction in state <c>ERROR</c>, which may still change, is checked after 1, 24, 48 and 72 hours. A
    /// settled payment is checked after 1, 3, 7, 14, 30, 60, 120 and 180 days, to find refunds and chargebacks that no notification
    /// announces.
    /// </summary>
    public static readonly TrackingSchedule Tracking = TrackingSchedule.Default with
    {
        Settled = new SettledSchedule(
            TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(30),
            TimeSpan.FromDays(60), TimeSpan.FromDays(120), TimeSpan.FromDays(180)),
    };

    /// <summary>
    /// How long a handled notification is remembered: 5 minutes. A redelivery within that time is a duplicate and is not dispatched again.
    /// </summary>
    public static readonly TimeSpan NotificationMemory = TimeSpan.FromMinutes(5);

    /// <summary>The domain whose hosts receive the XML as a form field.</summary>
    internal const string FormFieldDomain = "txpmnts.com";
}
