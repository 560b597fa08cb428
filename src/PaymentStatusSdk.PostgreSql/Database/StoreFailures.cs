using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Database;

/// <summary>Translates driver failures into exceptions that say what happened, what to do and whether a retry may succeed.</summary>
internal static class StoreFailures
{
    // Npgsql has no constants for these codes.
    private const string IdleInTransactionSessionTimeout = "25P03";
    private const string TransactionTimeout = "25P04";
    private const string IdleSessionTimeout = "57P05";

    /// <summary>Whether the exception comes from the driver, the network, a timeout or an unreadable document.</summary>
    public static bool IsStoreFailure(Exception exception) =>
        exception is NpgsqlException or TimeoutException or SocketException or IOException
            or InvalidOperationException or InvalidCastException or JsonException;

    /// <summary>Whether another row with the same gateway key was written concurrently.</summary>
    public static bool IsDuplicateKey(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "payment_tracked_gateway_key" };

    /// <summary>Whether an immediate retry of the same transaction may succeed.</summary>
    public static bool IsSerializationConflict(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>
    /// Whether the connection or its server failed, and not the statement. Other connections of the pool may be broken as well.
    /// </summary>
    public static bool IsLostConnection(Exception exception) => exception switch
    {
        PostgresException postgres => IsOfConnection(postgres.SqlState),
        NpgsqlException { InnerException: SocketException or IOException } => true,
        _ => false,
    };

    /// <summary>Whether the server is unusable now. The timeout of an idle connection says nothing about its server.</summary>
    public static bool IsLostServer(Exception exception) =>
        IsLostConnection(exception)
        && exception is not PostgresException { SqlState: IdleSessionTimeout or IdleInTransactionSessionTimeout or TransactionTimeout };

    /// <summary>Whether the same call may succeed later in this process.</summary>
    public static bool MaySucceedLater(TrackingStoreException exception) =>
        exception is { IsTransient: true, InnerException: not ObjectDisposedException };

    public static TrackingStoreException Of(Exception exception)
    {
        var (text, isTransient) = exception switch
        {
            PostgresException postgres => OfServer(postgres),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
                ("PostgreSQL did not respond in time. If this lasts, check the server's load, CommandTimeout, and 'Maximum Pool Size' of "
                    + "the connection string.", true),
            NpgsqlException { InnerException: AuthenticationException } =>
                ("The TLS handshake with PostgreSQL failed: the server or client certificate was rejected. Check the SSL settings of the "
                    + "connection string.", false),
            NpgsqlException { InnerException: SocketException or IOException } or SocketException or IOException =>
                ("The connection to PostgreSQL could not be opened or broke. A later attempt may succeed; if this lasts, check that the "
                    + "server is running and reachable.", true),
            NpgsqlException { IsTransient: true } =>
                ("PostgreSQL is temporarily unavailable. A later attempt may succeed; if this lasts, see the inner exception.", true),
            JsonException => ("A document in the store cannot be read: it was damaged, or another program or a newer version wrote it. "
                + "Inspect the row, or restore it from a backup.", false),
            ObjectDisposedException =>
                ("The store is closed because this application is shutting down. Call again after the restart.", true),
            NpgsqlException =>
                ("PostgreSQL cannot be used with these settings. See the inner exception, and check the user, password and SSL settings.",
                    false),
            _ => ("The PostgreSQL driver rejected the call. See the inner exception, and check the settings of the data source.", false),
        };
        return new TrackingStoreException(text, isTransient, exception)
        {
            IsOfData = exception is PostgresException rejection && IsOfData(rejection),
        };
    }

    /// <summary>Whether a value does not fit its column or violates a constraint, so that the server itself works.</summary>
    private static bool IsOfData(PostgresException exception) => exception.SqlState[..2] is "22" or "23" && !IsDuplicateKey(exception);

    private static bool IsOfConnection(string sqlState) => sqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
        or PostgresErrorCodes.DatabaseDropped
        or IdleSessionTimeout or IdleInTransactionSessionTimeout or TransactionTimeout
        || sqlState.StartsWith("08", StringComparison.Ordinal);

    // Identified by the server's source file: other limits have the same SQLSTATE, and messages are localized.
    private static bool IsFullNotifyQueue(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.ProgramLimitExceeded, File: "async.c" };

    private static (string Text, bool IsTransient) OfServer(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            ("PostgreSQL is shutting down or starting up. A later attempt may succeed.", true),
        PostgresErrorCodes.TooManyConnections =>
            ("PostgreSQL has no free connection. Lower 'Maximum Pool Size' of the instances, raise max_connections, or use PgBouncer.",
                true),
        PostgresErrorCodes.QueryCanceled =>
            ("PostgreSQL canceled a statement that took too long. Check the server's load and statement_timeout.", true),
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
        PostgresErrorCodes.UniqueViolation when IsDuplicateKey(exception) =>
            ("Concurrent calls wrote the same gateway reference repeatedly. Call again.", true),
        _ when exception.SqlState.StartsWith("28", StringComparison.Ordinal) =>
            ("PostgreSQL rejected the user or the password. Check the connection string and pg_hba.conf.", false),
        // Classes connection, rollback, resources, operator intervention and system: the state of the server, not an error of the
        // statement.
        _ when exception.SqlState[..2] is "08" or "40" or "53" or "57" or "58" || IsOfConnection(exception.SqlState)
            || exception.IsTransient =>
            ($"PostgreSQL is temporarily unable to run the statement ({exception.SqlState}). A later attempt may succeed; if this lasts, "
                + "check the server's log.", true),
        _ => ($"PostgreSQL rejected the statement ({exception.SqlState}). See the inner exception and the server's log.", false),
    };
}
