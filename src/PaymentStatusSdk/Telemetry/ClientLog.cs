using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Telemetry;

/// <summary>
/// Log messages of a client. Event ids are stable, because dashboards and alerts depend on them. No message contains a reference or an
/// amount.
/// </summary>
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

    [LoggerMessage(1020, LogLevel.Error, "The message handlers of client '{Client}' must be changed. {Message}")]
    public static partial void HandlerBrokeRule(ILogger logger, string client, string message);
}
