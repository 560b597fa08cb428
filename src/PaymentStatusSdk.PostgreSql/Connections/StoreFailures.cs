using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Connections;

/// <summary>Turns the driver's failures into ours: what happened, what to do, and whether to try again.</summary>
internal static class StoreFailures
{
    // The driver has no names for these.
    private const string IdleInTransactionSessionTimeout = "25P03";
    private const string TransactionTimeout = "25P04";
    private const string IdleSessionTimeout = "57P05";

    /// <summary>Is it a failure of the driver, of the network or of a time-out?</summary>
    public static bool IsOurs(Exception exception) => exception is NpgsqlException or TimeoutException or SocketException or IOException
        or InvalidOperationException or InvalidCastException or JsonException;

    /// <summary>Did another row take the same gateway key at this very moment?</summary>
    public static bool IsDuplicateKey(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "payment_tracked_gateway_key" };

    /// <summary>May the same transaction go through at once when it is run again?</summary>
    public static bool IsWorthAnotherTry(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Does it say something about the connection or its server, and nothing about the statement? Other connections of the pool may be lost as well.</summary>
    public static bool IsLostConnection(Exception exception) => exception switch
    {
        PostgresException postgres => IsOfConnection(postgres.SqlState),
        NpgsqlException { InnerException: SocketException or IOException } => true,
        _ => false,
    };

    /// <summary>Must the server not be used any more, or not now? A connection that was only idle for too long says nothing about it.</summary>
    public static bool IsLostServer(Exception exception) =>
        IsLostConnection(exception) && exception is not PostgresException { SqlState: IdleSessionTimeout or IdleInTransactionSessionTimeout or TransactionTimeout };

    /// <summary>May the same call go through later in this process?</summary>
    public static bool MayPass(TrackingStoreException exception) => exception is { IsTransient: true, InnerException: not ObjectDisposedException };

    public static TrackingStoreException Of(Exception exception)
    {
        var (text, isTransient) = exception switch
        {
            PostgresException postgres => OfServer(postgres),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
                ("PostgreSQL did not answer in time. If this lasts, look at its load, at CommandTimeout, and at 'Maximum Pool Size' of the connection string.", true),
            NpgsqlException { InnerException: AuthenticationException } =>
                ("PostgreSQL's TLS certificate or ours was refused. Check the SSL settings of the connection string.", false),
            NpgsqlException { InnerException: SocketException or IOException } or SocketException or IOException =>
                ("The connection to PostgreSQL cannot be made or broke. It is tried again; if this lasts, check that the server runs and can be reached.", true),
            NpgsqlException { IsTransient: true } => ("PostgreSQL cannot be used right now. It is tried again; if this lasts, look at the inner exception.", true),
            JsonException => ("A document in the store cannot be read: another program wrote it, or it was damaged. Compare it with its neighbours, or restore it.", false),
            ObjectDisposedException => ("The store is closed: this application is stopping. Call again after its start.", true),
            NpgsqlException => ("PostgreSQL cannot be used with these settings. Look at the inner exception, and check user, password and SSL settings.", false),
            _ => ("The PostgreSQL driver refused. Look at the inner exception, and at the settings of the data source.", false),
        };
        return new TrackingStoreException(text, isTransient, exception) { IsOfData = exception is PostgresException refusal && IsOfData(refusal) };
    }

    /// <summary>A value that no column holds, or that a constraint forbids: the server is well.</summary>
    private static bool IsOfData(PostgresException exception) => exception.SqlState[..2] is "22" or "23" && !IsDuplicateKey(exception);

    private static bool IsOfConnection(string sqlState) => sqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DatabaseDropped
        or IdleSessionTimeout or IdleInTransactionSessionTimeout or TransactionTimeout
        || sqlState.StartsWith("08", StringComparison.Ordinal);

    // By the server's source file: other limits have the same code, and texts are translated.
    private static bool IsFullNotifyQueue(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.ProgramLimitExceeded, File: "async.c" };

    private static (string Text, bool IsTransient) OfServer(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            ("PostgreSQL is stopping or starting. It is tried again.", true),
        PostgresErrorCodes.TooManyConnections =>
            ("PostgreSQL has no connection left. Lower 'Maximum Pool Size' of the instances, raise max_connections, or put PgBouncer in front.", true),
        PostgresErrorCodes.QueryCanceled => ("PostgreSQL ended a statement that took too long. Look at its load, and at statement_timeout.", true),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            ("This PostgreSQL server is read-only, as a standby is. New connections are made with every call. If this lasts, check that the address leads to the primary; "
                + "a connection string with several hosts finds it by 'Target Session Attributes=primary'.", true),
        PostgresErrorCodes.DatabaseDropped => ("The database was dropped. Create it or restore it, or correct the connection string.", true),
        _ when IsFullNotifyQueue(exception) =>
            ("PostgreSQL's queue of notifications is full: a session that listens has been in a transaction for too long. End it; see pg_notification_queue_usage().", true),
        PostgresErrorCodes.DiskFull => ("PostgreSQL's disk is full. Make room there.", true),
        PostgresErrorCodes.InsufficientPrivilege =>
            ("PostgreSQL denies a right. Grant what the script of PostgreSqlSchema.GetScript names at its top, or let its owner run that script.", false),
        PostgresErrorCodes.InvalidCatalogName => ("There is no such database. Create it, or correct the connection string.", false),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            ("A table of PaymentStatusSdk.PostgreSql is missing or not as it was made. Run the script of PostgreSqlSchema.GetScript, or restart with ManageSchema.", false),
        PostgresErrorCodes.UniqueViolation when IsDuplicateKey(exception) => ("Another row took the same id of the gateway's time and again. Call again.", true),
        _ when exception.SqlState.StartsWith("28", StringComparison.Ordinal) => ("PostgreSQL refused the user or the password. Check the connection string and pg_hba.conf.", false),
        // Connection, transaction rollback, resources, operator and system: the state of the server, not of the statement.
        _ when exception.SqlState[..2] is "08" or "40" or "53" or "57" or "58" || IsOfConnection(exception.SqlState) || exception.IsTransient =>
            ($"PostgreSQL cannot do this right now ({exception.SqlState}). It is tried again; if this lasts, look at its log.", true),
        _ => ($"PostgreSQL refused ({exception.SqlState}). Look at the inner exception and the server's log.", false),
    };
}
