using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Telemetry;

/// <summary>
/// Log messages of callback addresses. Event ids are stable. No message contains a reference, an address or any part of a body.
/// </summary>
internal static partial class CallbackLog
{
    [LoggerMessage(1201, LogLevel.Debug, "A message for client '{Client}' was received: {Verdict}.")]
    public static partial void Received(ILogger logger, string client, CallbackVerdict verdict);

    [LoggerMessage(1202, LogLevel.Warning,
        "{Count} message(s) for client '{Client}' were rejected: forged, unreadable, or signed with a secret that is not configured.")]
    public static partial void Refused(ILogger logger, string client, long count);

    [LoggerMessage(1203, LogLevel.Error, "The status notification handler {Handler} threw an exception for client '{Client}'; the gateway "
        + "is asked to send the message again. Fix the handler.")]
    public static partial void HandlerFailed(ILogger logger, string client, Type handler, Exception exception);

    [LoggerMessage(1204, LogLevel.Error, "Handlers did not complete a message for client '{Client}' in time; the gateway is asked to send "
        + "it again. Handlers should only record the work to do.")]
    public static partial void RanOutOfTime(ILogger logger, string client);

    [LoggerMessage(1205, LogLevel.Error, "Reading a message for client '{Client}' threw {Exception}; the gateway is asked to send it "
        + "again. This is a defect of the adapter: report it to its author.")]
    public static partial void Broke(ILogger logger, string client, Type exception);

    [LoggerMessage(1206, LogLevel.Warning, "The gateway of client '{Client}' sends notifications, but no IStatusNotificationHandler is "
        + "registered: they are acknowledged and ignored.")]
    public static partial void NoHandler(ILogger logger, string client);

    [LoggerMessage(1207, LogLevel.Error,
        "Too many notifications for client '{Client}' are being handled concurrently; the gateway is asked to send this one again.")]
    public static partial void TooMany(ILogger logger, string client);

    [LoggerMessage(1208, LogLevel.Error, "The exception from reading a message for client '{Client}', logged at most once a minute. Types "
        + "and stack, without message texts: {Trace}")]
    public static partial void Defect(ILogger logger, string client, string trace);

    [LoggerMessage(1220, LogLevel.Warning, "{Count} message(s) for client '{Client}' were answered with 503: the messages being received "
        + "reached MaxReceivingBytes. If this lasts, limit requests in front of the host by the gateway's addresses, or raise the option.")]
    public static partial void Postponed(ILogger logger, string client, long count);

    [LoggerMessage(1221, LogLevel.Warning, "Queries of {Clients} cannot be answered: the gateway posts its answers to this host, but no "
        + "callback address is mapped. Call app.MapPaymentStatusCallbacks() of the package PaymentStatusSdk.AspNetCore.")]
    public static partial void RequiredAddressMissing(ILogger logger, string clients);

    [LoggerMessage(1222, LogLevel.Warning, "Notifications for {Clients} are answered with 404, because no callback address is mapped: "
        + "changes are detected at the next scheduled check. Call app.MapPaymentStatusCallbacks() of the package "
        + "PaymentStatusSdk.AspNetCore, or remove the clients' notification secrets.")]
    public static partial void AddressMissing(ILogger logger, string clients);
}
