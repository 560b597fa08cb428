using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Telemetry;

/// <summary>
/// Log messages of a client and of its callback address. Event ids are stable, because dashboards and alerts depend on them. No message
/// contains a reference, an amount, an address or any part of a body.
/// </summary>
/// <remarks>
/// One class for the whole package: the generator writes several classes in an order that differs between builds, so that two builds of
/// one commit would differ.
/// </remarks>
internal static partial class ClientLog
{
    [LoggerMessage(1001, LogLevel.Warning,
        "The gateway of client '{Client}' sent a value that this version does not know; its meaning is Unknown. {Anomaly}")]
    public static partial void UnmappedValue(ILogger logger, string client, string anomaly);

    [LoggerMessage(1002, LogLevel.Warning, "The gateway of client '{Client}' answered with another transaction, amount or currency than "
        + "the query expected. Have a person examine it.")]
    public static partial void Mismatch(ILogger logger, string client);

    [LoggerMessage(1003, LogLevel.Information, "Attempt {Attempt} of client '{Client}' failed ({Kind}); the next one starts in {Pause}.")]
    public static partial void Retrying(ILogger logger, string client, int attempt, TransactionStatusErrorKind kind, TimeSpan pause);

    [LoggerMessage(1004, LogLevel.Error, "The circuit of client '{Client}' opened for {BreakDuration}: too many attempts failed. Until it "
        + "closes, queries fail as Unavailable.")]
    public static partial void CircuitOpened(ILogger logger, string client, TimeSpan breakDuration);

    [LoggerMessage(1005, LogLevel.Information, "The circuit of client '{Client}' closed: the gateway answers again.")]
    public static partial void CircuitClosed(ILogger logger, string client);

    [LoggerMessage(1006, LogLevel.Error,
        "The changed options of client '{Client}' are not valid and were rejected; the previous options stay current. {Errors}")]
    public static partial void ReloadRefused(ILogger logger, string client, string errors);

    [LoggerMessage(1007, LogLevel.Information, "The changed options of client '{Client}' are now current.")]
    public static partial void Reloaded(ILogger logger, string client);

    [LoggerMessage(1008, LogLevel.Warning, "A query of client '{Client}' failed: {Kind}. {Message}")]
    public static partial void QueryFailed(ILogger logger, string client, TransactionStatusErrorKind kind, string message);

    [LoggerMessage(1009, LogLevel.Debug, "A query of client '{Client}' was answered: {Outcome}, {State}, {Finality}.")]
    public static partial void QueryAnswered(ILogger logger, string client, LookupOutcome outcome, PaymentState state, Finality finality);

    [LoggerMessage(1010, LogLevel.Error,
        "A query of client '{Client}' failed because of a defect. {Message} Types and stack, without message texts: {Trace}")]
    public static partial void Defect(ILogger logger, string client, string message, string trace);

    [LoggerMessage(1011, LogLevel.Error,
        "Code threw an exception outside a query of client '{Client}'. {Message} Types and stack, without message texts: {Trace}")]
    public static partial void DefectOutsideQuery(ILogger logger, string client, string message, string trace);

    [LoggerMessage(1020, LogLevel.Error, "The message handlers of client '{Client}' must be changed. {Message}")]
    public static partial void HandlerBrokeRule(ILogger logger, string client, string message);

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

    [LoggerMessage(1208, LogLevel.Error, "The callback handler of client '{Client}' threw an exception. This is logged at most once a "
        + "minute. Types and stack, without message texts: {Trace}")]
    public static partial void CallbackDefect(ILogger logger, string client, string trace);

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
