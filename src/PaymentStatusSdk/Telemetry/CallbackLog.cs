using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Log messages of callback addresses. Event ids are stable. No message carries an id, an address or anything of a body.</summary>
internal static partial class CallbackLog
{
    [LoggerMessage(1201, LogLevel.Debug, "A message for gateway '{Client}' came in: {Verdict}.")]
    public static partial void Received(ILogger logger, string client, CallbackVerdict verdict);

    [LoggerMessage(1202, LogLevel.Warning, "{Count} message(s) for gateway '{Client}' were refused: forged, unreadable, or signed with a secret that is not configured.")]
    public static partial void Refused(ILogger logger, string client, long count);

    [LoggerMessage(1203, LogLevel.Error, "A handler ({Handler}) of status notifications failed; gateway '{Client}' is asked to send its message again.")]
    public static partial void HandlerFailed(ILogger logger, string client, Type handler, Exception exception);

    [LoggerMessage(1204, LogLevel.Error, "A message of gateway '{Client}' was not handled in time; it is asked to send it again. Handlers should only note what is to be done.")]
    public static partial void RanOutOfTime(ILogger logger, string client);

    [LoggerMessage(1205, LogLevel.Error, "Reading a message of gateway '{Client}' threw {Exception}; it is asked to send it again. This is a fault of the adapter.")]
    public static partial void Broke(ILogger logger, string client, Type exception);

    [LoggerMessage(1206, LogLevel.Warning, "Gateway '{Client}' sends notifications and no IStatusNotificationHandler is registered: they are acknowledged and ignored.")]
    public static partial void NoHandler(ILogger logger, string client);

    [LoggerMessage(1207, LogLevel.Error, "Too many notifications of gateway '{Client}' are being handled at once; it is asked to send this one again.")]
    public static partial void TooMany(ILogger logger, string client);

    [LoggerMessage(1208, LogLevel.Error, "What reading a message of gateway '{Client}' threw; at most once a minute. Types and stack, without message texts: {Trace}")]
    public static partial void Defect(ILogger logger, string client, string trace);

    [LoggerMessage(1220, LogLevel.Warning, "{Count} message(s) for client '{Client}' were answered with 503: the messages being received reached MaxReceivingBytes. If this lasts, limit requests in front of the host by the gateway's addresses, or raise the option.")]
    public static partial void Postponed(ILogger logger, string client, long count);

    [LoggerMessage(1221, LogLevel.Warning, "Queries of {Clients} cannot be answered: the gateway posts its answers to this host, and no address is mapped. Call app.MapPaymentStatusCallbacks() of the package PaymentStatusSdk.AspNetCore.")]
    public static partial void RequiredAddressMissing(ILogger logger, string clients);

    [LoggerMessage(1222, LogLevel.Warning, "Notifications for {Clients} are answered with 404, because no address is mapped: changes are seen at the next planned check. Call app.MapPaymentStatusCallbacks() of the package PaymentStatusSdk.AspNetCore, or remove the clients' notification secrets.")]
    public static partial void AddressMissing(ILogger logger, string clients);
}
