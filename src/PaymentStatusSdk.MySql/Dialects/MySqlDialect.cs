using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MySqlConnector;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.MySql.Dialects;

/// <summary>The dialect of MariaDB with InnoDB. The driver sends all statements of a round trip in one packet. Thread-safe.</summary>
internal sealed class MySqlDialect : RelationalDialect
{
    public const int MaxNameLength = 255;

    // Enrollments with equal hashes wait for each other, so the number is large.
    private const uint EnrollmentLocks = 4096;

    private readonly MySqlStoreOptions _options;
    private readonly string? _connectionString;
    private readonly SqlStatement[] _begin;

    public MySqlDialect(MySqlStoreOptions options, IServiceProvider services)
    {
        _options = options;
        CommandTimeoutSeconds = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        DataSource = options.DataSource?.Invoke(services);
        if (DataSource is null) _connectionString = ConnectionStringOf(options.ConnectionString!);
        // The server must read literals as the driver writes them.
        var settings = new MySqlConnectionStringBuilder(_connectionString ?? DataSource!.ConnectionString);
        _begin =
        [
            new($"SET SESSION sql_mode = 'STRICT_ALL_TABLES{(settings.NoBackslashEscapes ? ",NO_BACKSLASH_ESCAPES" : "")}'"),
            // Stricter levels lock the gaps between rows, so that concurrent claims and commits would end in deadlocks.
            new("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"),
            new("START TRANSACTION"),
        ];
    }

    /// <summary>The application's data source; null when a connection string is used.</summary>
    public MySqlDataSource? DataSource { get; }

    public override string Place => "the MariaDB database";

    public override bool ManageSchema => _options.ManageSchema;

    public override string ScriptName => "MySqlSchema.GetScript()";

    public override string PackageName => "PaymentStatusSdk.MySql";

    public override string OrderedJoin => "STRAIGHT_JOIN";

    // The time at the start of the statement, also inside a transaction.
    public override string ClockQuery => "SELECT UTC_TIMESTAMP(6)";

    // A deadlock ends the transaction, and later statements would be committed one by one.
    public override string TransactionQuery => "SELECT @@in_transaction";

    public override TimeSpan PollInterval => _options.PollInterval;

    public override int CommandTimeoutSeconds { get; }

    public override SchemaDialect Schema { get; } = new MySqlSchemaDialect();

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        var connection = CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new StoreConnection(connection);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The handler finds the defaults of the server, above all its sql_mode.
    public override Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken) =>
        ((MySqlConnection)connection.Connection).ResetConnectionAsync(cancellationToken).AsTask();

    public override string SessionQuery => "SELECT CAST(CONNECTION_ID() AS CHAR)";

    public override SqlStatement EndSession(string session) =>
        new SqlStatement("KILL CONNECTION @id").With("id", SqlType.Number, long.Parse(session, CultureInfo.InvariantCulture));

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => _begin;

    public override object Convert(SqlType type, object value) => value switch
    {
        DateTimeOffset time => DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified),
        Guid id => id.ToString("D"),
        // INSERT IGNORE would truncate it.
        string { Length: > MaxNameLength } when type == SqlType.Name => throw new TrackingStoreException(
            $"A client name is longer than {MaxNameLength} characters. Nothing was written. Use a shorter name.", isTransient: false)
        {
            IsOfData = true,
        },
        _ => value,
    };

    public override DbParameter CreateParameter(string name, SqlType type, object value) => new MySqlParameter("@" + name, value);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) =>
        new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Unspecified), TimeSpan.Zero);

    public override Guid ReadGuid(DbDataReader reader, int column) => reader.GetGuid(column);

    public override StoreFailure? Explain(Exception exception) => MySqlFailures.Explain(exception);

    // The driver verifies the connections of the application's data source whenever it opens one.
    public override void OnConnectionLost(StoreFailure failure)
    {
        if (_connectionString is null) return;
        using var connection = CreateConnection();
        MySqlConnection.ClearPool(connection);
    }

    // In a small table, the planner would read all rows, and so lock them.
    public override string IndexHint(string index) => $" FORCE INDEX ({index})";

    public override SqlStatement LockKey(string key)
    {
        var hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return new SqlStatement("INSERT INTO payment_enrollment_lock (id) VALUES (@id) ON DUPLICATE KEY UPDATE id = id")
            .With("id", SqlType.Number, (long)(hash % EnrollmentLocks));
    }

    public override IEnumerable<SqlStatement> Insert<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        var statement = new SqlStatement();
        var values = rows.Select((row, number) => "(" + string.Join(", ", columns.Select(column =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{column.Name}{number}");
            statement.With(name, column.Type, column.Value(row));
            return "@" + name;
        })) + ")");
        statement.Text = $"INSERT INTO {table} ({Names(columns)}) VALUES {string.Join(", ", values)}";
        return [statement];
    }

    // IGNORE returns no row for an existing key. Without a row to return, the update locks the existing row.
    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning)
    {
        var text = $"INTO {table} ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column.Name))})";
        var key = columns.FirstOrDefault(column => column.IsKey)?.Name;
        return Fill(
            returning is null ? $"INSERT {text} ON DUPLICATE KEY UPDATE {key} = {key}" : $"INSERT IGNORE {text} RETURNING {returning}",
            columns, row);
    }

    public override ValueTask DisposeAsync()
    {
        if (_connectionString is null) return ValueTask.CompletedTask;
        using var connection = CreateConnection();
        return new ValueTask(MySqlConnection.ClearPoolAsync(connection));
    }

    /// <summary>Returns a connection string with the settings that the statements need.</summary>
    public static string ConnectionStringOf(string text)
    {
        var settings = new MySqlConnectionStringBuilder(text)
        {
            // Every transaction states its settings, so sessions hold no state that needs a reset.
            ConnectionReset = false,
            // The statements must not enlist in an ambient transaction of the application.
            AutoEnlist = false,
            AllowUserVariables = false,
            PersistSecurityInfo = false,
        };
        if (settings.ApplicationName.Length == 0) settings.ApplicationName = "PaymentStatusSdk";
        return settings.ConnectionString;
    }

    private static string Names<T>(IReadOnlyList<SqlColumn<T>> columns) => string.Join(", ", columns.Select(column => column.Name));

    private MySqlConnection CreateConnection() => DataSource?.CreateConnection() ?? new MySqlConnection(_connectionString);
}
