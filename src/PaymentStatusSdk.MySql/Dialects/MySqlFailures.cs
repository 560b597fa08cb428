using System.Net.Sockets;
using System.Security.Authentication;
using MySqlConnector;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.MySql.Dialects;

/// <summary>Explains what failures of the driver mean, what to do and whether a retry may succeed.</summary>
internal static class MySqlFailures
{
    // MySqlConnector has no constants for these codes of MariaDB.
    private const MySqlErrorCode CheckConstraintFailed = (MySqlErrorCode)4025;
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;
    private const MySqlErrorCode ReadOnlyMode = (MySqlErrorCode)1836;
    private const MySqlErrorCode StatementTimeout = (MySqlErrorCode)1969;

    private static readonly StoreFailure Unreachable =
        new(
            "The connection to MariaDB could not be opened or broke. A later attempt may succeed; if this lasts, check that the server is "
            + "running and reachable.", true)
        { IsConnectionLost = true, IsServerLost = true };

    /// <summary>Returns null for an exception that does not come from the driver, the network or a time-out.</summary>
    public static StoreFailure? Explain(Exception exception) => exception switch
    {
        MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } or TimeoutException =>
            new("MariaDB did not respond in time. If this lasts, check the server's load and CommandTimeout.", true),
        MySqlException { InnerException: AuthenticationException } =>
            new(
                "The TLS handshake with MariaDB failed: the server or client certificate was rejected. Check the SSL settings of the "
                + "connection string.", false),
        MySqlException { SqlState: not null } server => OfServer(server),
        MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost }
            or MySqlException { InnerException: SocketException or IOException }
            or SocketException or IOException or MySqlProtocolException => Unreachable,
        ObjectDisposedException =>
            new("The store is closed because this application is shutting down. Call again after the restart.", true),
        MySqlException =>
            new("MariaDB cannot be used with these settings. See the inner exception, and check the connection string.", false),
        InvalidOperationException or InvalidCastException =>
            new("The MariaDB driver rejected the call. See the inner exception, and check the settings of the data source.", false),
        _ => null,
    };

    private static StoreFailure OfServer(MySqlException exception)
    {
        var code = exception.ErrorCode;
        var isDuplicateKey = code == MySqlErrorCode.DuplicateKeyEntry
            && exception.Message.EndsWith("'payment_tracked_gateway_key'", StringComparison.Ordinal);
        var isReadOnly = code is MySqlErrorCode.OptionPreventsStatement or ReadOnlyMode;
        var isEnding = IsEnding(code);
        var (text, isTransient) = isDuplicateKey
            ? ("Concurrent calls wrote the same gateway reference repeatedly. Call again.", true)
            : TextOf(code, isReadOnly, isEnding);
        return new StoreFailure(text, isTransient)
        {
            IsOfData = !isDuplicateKey && IsOfData(code),
            IsConnectionLost = isReadOnly || isEnding,
            IsServerLost = isReadOnly || isEnding,
            // A session that is ended in its commit may have committed.
            IsRejection = !isEnding && code is not (MySqlErrorCode.QueryInterrupted or StatementTimeout),
            IsConflict = isDuplicateKey || code is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout
                or MySqlErrorCode.CheckRead or MySqlErrorCode.TableDefinitionChanged,
        };
    }

    private static bool IsEnding(MySqlErrorCode code) => code is MySqlErrorCode.ServerShutdown or MySqlErrorCode.NormalShutdown
        or MySqlErrorCode.ShutdownComplete or MySqlErrorCode.AbortingConnection or MySqlErrorCode.NewAbortingConnection
        or MySqlErrorCode.NetReadError or MySqlErrorCode.NetReadInterrupted or MySqlErrorCode.NetErrorOnWrite
        or MySqlErrorCode.NetWriteInterrupted or ConnectionKilled;

    private static bool IsOfData(MySqlErrorCode code) => code is MySqlErrorCode.DuplicateKeyEntry or MySqlErrorCode.ColumnCannotBeNull
        or MySqlErrorCode.DataTooLong or MySqlErrorCode.WarningDataOutOfRange or MySqlErrorCode.TruncatedWrongValueForField
        or MySqlErrorCode.TruncatedWrongValue or MySqlErrorCode.PacketTooLarge or CheckConstraintFailed;

    private static (string Text, bool IsTransient) TextOf(MySqlErrorCode code, bool isReadOnly, bool isEnding) => code switch
    {
        _ when isEnding => ("MariaDB is shutting down or has ended the connection. A later attempt may succeed.", true),
        _ when isReadOnly =>
            ("This MariaDB server is read-only, for example a replica. Every call opens new connections. If this lasts, check that the "
                + "address leads to the primary.", true),
        MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.UserLimitReached =>
            ("MariaDB has no free connection. Lower 'Maximum Pool Size' of the instances, or raise max_connections.", true),
        MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout =>
            ("Concurrent calls locked the same rows repeatedly. Call again; if this lasts, end transactions that stay open.", true),
        MySqlErrorCode.QueryInterrupted or StatementTimeout =>
            ("MariaDB cancelled a statement. Check the server's load and max_statement_time.", true),
        MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull or MySqlErrorCode.ErrorOnWrite =>
            ("The disk of the MariaDB server is full. Free disk space there.", true),
        MySqlErrorCode.AccessDenied =>
            ("MariaDB rejected the user or the password. Check the connection string.", false),
        MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied =>
            ("MariaDB denied a permission. Grant the permissions that the script of MySqlSchema.GetScript lists at its top, or run that "
                + "script as an account that may create tables.", false),
        MySqlErrorCode.UnknownDatabase => ("The database does not exist. Create it, or correct the connection string.", false),
        MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError =>
            ("A table or column of PaymentStatusSdk.MySql is missing. Run the script of MySqlSchema.GetScript, or set ManageSchema to true "
                + "and restart.", false),
        _ => (FormattableString.Invariant($"MariaDB rejected the statement ({(int)code}). See the inner exception and the server's log."),
            code is MySqlErrorCode.CheckRead or MySqlErrorCode.TableDefinitionChanged),
    };
}
