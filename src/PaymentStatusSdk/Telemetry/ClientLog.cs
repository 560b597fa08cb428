using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Log messages of a client. Event ids are stable: dashboards and alerts hang on them. No message carries an id or an amount.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1001, LogLevel.Warning, "Gateway '{Client}' used a word that this version does not know; its result reads Unknown. {Anomaly}")]
    public static partial void UnmappedValue(ILogger logger, string client, string anomaly);

    [LoggerMessage(1002, LogLevel.Warning, "Gateway '{Client}' answered for another transaction, amount or currency than was asked for. Have a person look at it.")]
    public static partial void Mismatch(ILogger logger, string client);

    [LoggerMessage(1003, LogLevel.Information, "Attempt {Attempt} at gateway '{Client}' failed ({Kind}); the next follows in {Pause}.")]
    public static partial void Retrying(ILogger logger, string client, int attempt, TransactionStatusErrorKind kind, TimeSpan pause);

    [LoggerMessage(1004, LogLevel.Error, "The circuit of gateway '{Client}' opened for {BreakDuration}: too many attempts failed. Queries fail as Unavailable meanwhile.")]
    public static partial void CircuitOpened(ILogger logger, string client, TimeSpan breakDuration);

    [LoggerMessage(1005, LogLevel.Information, "The circuit of gateway '{Client}' closed: it answers again.")]
    public static partial void CircuitClosed(ILogger logger, string client);

    [LoggerMessage(1006, LogLevel.Error, "Changed options of gateway '{Client}' cannot work and were refused; the last good ones stay in force. {Errors}")]
    public static partial void ReloadRefused(ILogger logger, string client, string errors);

    [LoggerMessage(1007, LogLevel.Information, "Changed options of gateway '{Client}' are in force.")]
    public static partial void Reloaded(ILogger logger, string client);

    [LoggerMessage(1008, LogLevel.Warning, "A query at gateway '{Client}' failed: {Kind}. {Message}")]
    public static partial void QueryFailed(ILogger logger, string client, TransactionStatusErrorKind kind, string message);

    [LoggerMessage(1009, LogLevel.Debug, "A query at gateway '{Client}' was answered: {Outcome}, {State}, {Finality}.")]
    public static partial void QueryAnswered(ILogger logger, string client, LookupOutcome outcome, PaymentState state, Finality finality);

    [LoggerMessage(1010, LogLevel.Error, "A query at gateway '{Client}' ran into a defect. {Message} Types and stack, without message texts: {Trace}")]
    public static partial void Defect(ILogger logger, string client, string message, string trace);

    [LoggerMessage(1020, LogLevel.Error, "The message handlers of gateway '{Client}' must be changed. {Message}")]
    public static partial void HandlerBrokeRule(ILogger logger, string client, string message);
}
