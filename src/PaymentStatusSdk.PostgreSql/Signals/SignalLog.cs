using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>Log messages of the listening connection. Event ids are stable.</summary>
internal static partial class SignalLog
{
    [LoggerMessage(3301, LogLevel.Debug, "Listening to PostgreSQL for what other instances do.")]
    public static partial void Listening(ILogger logger);

    [LoggerMessage(3302, LogLevel.Warning, "The connection that listens to PostgreSQL broke or cannot be made ({Error}, {SqlState}). Polling goes on, and it is tried again. "
        + "If this lasts, check that ListenConnectionString leads to the server itself, not to PgBouncer, and that it has a connection left.")]
    public static partial void Lost(ILogger logger, string error, string sqlState);

    [LoggerMessage(3303, LogLevel.Information, "The connection that listens to PostgreSQL is made anew, because statements failed on the server that it leads to.")]
    public static partial void Renewed(ILogger logger);
}
