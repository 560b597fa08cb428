using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.PostgreSql.Dialects;

/// <summary>Explains what failures of the driver mean, what to do and whether a retry may succeed.</summary>
internal static class PostgreSqlFailures
{
    // Npgsql has no constants for these codes.
    private const string StatementCompletionUnknown = "40003";
    private const string IdleInTransactionSessionTimeout = "25P03";
    private const string TransactionTimeout = "25P04";
    private const string IdleSessionTimeout = "57P05";

    /// <summary>Returns null for an exception that does not come from the driver, the network or a time-out.</summary>
    public static StoreFailure? Explain(Exception exception) => exception switch
    {
        PostgresException postgres => OfServer(postgres),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            new(
                "PostgreSQL did not respond in time. If this lasts, check the server's load, CommandTimeout, and 'Maximum Pool Size' of "
                + "the connection string.", true),
        NpgsqlException { InnerException: AuthenticationException } =>
            new(
                "The TLS handshake with PostgreSQL failed: the server or client certificate was rejected. Check the SSL settings of the "
                + "connection string.", false),
        NpgsqlException { InnerException: SocketException or IOException } =>
            Unreachable with { IsConnectionLost = true, IsServerLost = true },
        SocketException or IOException => Unreachable,
        NpgsqlException { IsTransient: true } =>
            new("PostgreSQL is temporarily unavailable. A later attempt may succeed; if this lasts, see the inner exception.", true),
        ObjectDisposedException =>
            new("The store is closed because this application is shutting down. Call again after the restart.", true),
        NpgsqlException => new(
            "PostgreSQL cannot be used with these settings. See the inner exception, and check the user, password and SSL settings.",
            false),
        InvalidOperationException or InvalidCastException =>
            new("The PostgreSQL driver rejected the call. See the inner exception, and check the settings of the data source.", false),
        _ => null,
    };

    private static readonly StoreFailure Unreachable =
        new(
            "The connection to PostgreSQL could not be opened or broke. A later attempt may succeed; if this lasts, check that the server "
            + "is running and reachable.", true);

    private static StoreFailure OfServer(PostgresException exception)
    {
        var isLost = IsOfConnection(exception);
        var isDuplicateKey = IsDuplicateKey(exception);
        var (text, isTransient) = TextOf(exception, isDuplicateKey);
        return new StoreFailure(text, isTransient)
        {
            // A value does not fit its column or violates a constraint, so that the server itself works.
            IsOfData = ClassOf(exception) is "22" or "23" && !isDuplicateKey,
            IsConnectionLost = isLost,
            // The time-out of an idle connection says nothing about its server.
            IsServerLost = isLost
                && exception.SqlState is not (IdleSessionTimeout or IdleInTransactionSessionTimeout or TransactionTimeout),
            IsRejection = IsRejection(exception),
            IsConflict = isDuplicateKey
                || exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        };
    }

    // An error aborts the transaction; the two time-outs close a session that was idle before the call. A server that shuts down and a
    // pooler that lost its server may close the session after the commit.
    private static bool IsRejection(PostgresException exception) =>
        exception.SqlState is IdleSessionTimeout or IdleInTransactionSessionTimeout
        || (exception.InvariantSeverity == "ERROR" && ClassOf(exception) != "08"
            && exception.SqlState is not (StatementCompletionUnknown
                or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow));

    // Another row with the same gateway key was written concurrently.
    private static bool IsDuplicateKey(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "payment_tracked_gateway_key" };

    private static bool IsOfConnection(PostgresException exception) => exception.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
        or PostgresErrorCodes.DatabaseDropped
        or IdleSessionTimeout or IdleInTransactionSessionTimeout or TransactionTimeout
        || ClassOf(exception) == "08";

    // The class of a SQLSTATE is the kind of the error.
    private static string ClassOf(PostgresException exception) => exception.SqlState[..2];

    // Identified by the server's source file: other limits have the same SQLSTATE, and messages are localized.
    private static bool IsFullNotifyQueue(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.ProgramLimitExceeded, File: "async.c" };

    private static (string Text, bool IsTransient) TextOf(PostgresException exception, bool isDuplicateKey) => exception.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            ("PostgreSQL is shutting down or starting up. A later attempt may succeed.", true),
        PostgresErrorCodes.TooManyConnections =>
            ("PostgreSQL has no free connection. Lower 'Maximum Pool Size' of the instances, raise max_connections, or use PgBouncer.",
                true),
        PostgresErrorCodes.QueryCanceled =>
            ("PostgreSQL cancelled a statement that took too long. Check the server's load and statement_timeout.", true),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            ("This PostgreSQL server is read-only, for example a standby. Every call opens new connections. If this lasts, check that the "
                + "address leads to the primary; a connection string with several hosts finds the primary with 'Target Session "
                + "Attributes=primary'.", true),
        PostgresErrorCodes.DatabaseDropped => ("The database was dropped. Create or restore it, or correct the connection string.", true),
        _ when IsFullNotifyQueue(exception) =>
            ("PostgreSQL's notification queue is full because a listening session has kept a transaction open for too long. End that "
                + "session; see pg_notification_queue_usage().", true),
        PostgresErrorCodes.DiskFull => ("The disk of the PostgreSQL server is full. Free disk space there.", true),
        PostgresErrorCodes.InsufficientPrivilege =>
            ("PostgreSQL denied a permission. Grant the permissions that the script of PostgreSqlSchema.GetScript lists at its top, or run "
                + "that script as the owner of the tables.", false),
        PostgresErrorCodes.InvalidCatalogName => ("The database does not exist. Create it, or correct the connection string.", false),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            ("A table or column of PaymentStatusSdk.PostgreSql is missing. Run the script of PostgreSqlSchema.GetScript, or set "
                + "ManageSchema to true and restart.", false),
        _ when isDuplicateKey => ("Concurrent calls wrote the same gateway reference repeatedly. Call again.", true),
        _ when ClassOf(exception) == "28" =>
            ("PostgreSQL rejected the user or the password. Check the connection string and pg_hba.conf.", false),
        // Classes rollback, resources, operator intervention and system, and connections: the state of the server, not an error of the
        // statement.
        _ when ClassOf(exception) is "40" or "53" or "57" or "58" || IsOfConnection(exception) || exception.IsTransient =>
            ($"PostgreSQL is temporarily unable to run the statement ({exception.SqlState}). A later attempt may succeed; if this lasts, "
                + "check the server's log.", true),
        _ => ($"PostgreSQL rejected the statement ({exception.SqlState}). See the inner exception and the server's log.", false),
    };
}
