using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>Log messages of the listening connection. Event ids are stable.</summary>
internal static partial class SignalLog
{
    [LoggerMessage(1406, LogLevel.Debug, "Listening for PostgreSQL notifications of other instances.")]
    public static partial void Listening(ILogger logger);

    [LoggerMessage(1407, LogLevel.Warning, "The connection that listens to PostgreSQL could not be opened or broke ({Error}, {SqlState}). "
        + "Polling continues, and the connection is retried. If this lasts, check that ListenConnectionString leads directly to the server "
        + "and not to PgBouncer, and that the server has a free connection.")]
    public static partial void Lost(ILogger logger, string error, string sqlState);

    [LoggerMessage(1408, LogLevel.Information,
        "Reconnecting the connection that listens to PostgreSQL, because statements failed on its server.")]
    public static partial void Reconnecting(ILogger logger);
}
