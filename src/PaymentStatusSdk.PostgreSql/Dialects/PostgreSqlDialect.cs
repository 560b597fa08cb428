using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.PostgreSql.Dialects;

/// <summary>The dialect of PostgreSQL. It leaves no state in a session, as PgBouncer's transaction mode requires. Thread-safe.</summary>
internal sealed class PostgreSqlDialect : RelationalDialect
{
    private readonly PostgreSqlStoreOptions _options;
    private readonly NpgsqlDataSource? _own;
    private readonly PostgreSqlChannel _channel;

    public PostgreSqlDialect(PostgreSqlStoreOptions options, IServiceProvider services, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        _options = options;
        CommandTimeoutSeconds = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        DataSource = options.DataSource?.Invoke(services) ?? (_own = CreateDataSource(options.ConnectionString!));
        Schema = new PostgreSqlSchemaDialect(options.Schema);
        _channel = new PostgreSqlChannel(options, DataSource, timeProvider, loggers.CreateLogger<PostgreSqlChannel>());
    }

    public NpgsqlDataSource DataSource { get; }

    public override string Place => $"schema '{_options.Schema}' of PostgreSQL";

    public override bool ManageSchema => _options.ManageSchema;

    public override string ScriptName => "PostgreSqlSchema.GetScript";

    public override string PackageName => "PaymentStatusSdk.PostgreSql";

    public override string ClockQuery => "SELECT clock_timestamp()";

    public override int CommandTimeoutSeconds { get; }

    public override IWakeupChannel Channel => _channel;

    public override SchemaDialect Schema { get; }

    /// <summary>Creates a data source from a connection string.</summary>
    public static NpgsqlDataSource CreateDataSource(string connectionString, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Sessions hold no state that needs a reset, and PgBouncer's transaction mode does not support resets.
            NoResetOnClose = true,
            Multiplexing = false,
            MaxAutoPrepare = 0,
            // The statements must not enlist in an ambient transaction of the application.
            Enlist = false,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        settings.ApplicationName ??= "PaymentStatusSdk";
        configure?.Invoke(settings);
        return NpgsqlDataSource.Create(settings);
    }

    public override string RowLockOf(string alias) => $" FOR UPDATE OF {alias}";

    public override string Table(string name) => $"\"{_options.Schema}\".{name}";

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken) =>
        new(await DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false));

    // DISCARD ALL without the statements that the handler prepared: the driver would use them again.
    public override async Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.Connection.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.CommandText = "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); "
            + "DISCARD SEQUENCES; DISCARD TEMP";
        command.CommandTimeout = CommandTimeoutSeconds;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // A process id alone is not enough: a pooler may have given the session to another application since.
    public override string SessionQuery => "SELECT pg_backend_pid() || ' ' || extract(epoch FROM now())";

    public override SqlStatement EndSession(string session) =>
        new SqlStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid || ' ' || extract(epoch FROM xact_start) = @id")
        {
            ReturnsRows = true,
        }.With("id", SqlType.Text, session);

    // Servers, roles and databases may have another default, but claims and enrollments need a new snapshot for each statement.
    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => [new SqlStatement("BEGIN ISOLATION LEVEL READ COMMITTED")];

    public override object Convert(SqlType type, object value) => value is DateTimeOffset time ? time.ToUniversalTime() : value;

    // Explicit types: nulls are typed, and plans do not depend on values.
    public override DbParameter CreateParameter(string name, SqlType type, object value) =>
        new NpgsqlParameter(name, value is (Array and not byte[]) ? NpgsqlDbType.Array | TypeOf(type) : TypeOf(type)) { Value = value };

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);

    public override Guid ReadGuid(DbDataReader reader, int column) => reader.GetGuid(column);

    public override StoreFailure? Explain(Exception exception) => PostgreSqlFailures.Explain(exception);

    // Also clears the pool of the application's data source, whose connections lead to the same server.
    public override void OnConnectionLost(StoreFailure failure)
    {
        try
        {
            DataSource.Clear();
        }
        catch (ObjectDisposedException)
        {
            // The application is shutting down.
        }

        if (failure.IsServerLost) _channel.Reconnect();
    }

    /// <summary>
    /// Makes the planner read indexes in their order for the rest of the transaction. Without statistics, it would sort all due rows.
    /// Disabled plan nodes have a huge cost estimate, which would trigger JIT compilation, so JIT is disabled too.
    /// </summary>
    public override IEnumerable<SqlStatement> BeforeClaim() =>
    [
        new SqlStatement("""
            SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
                set_config('enable_sort', 'off', true),
                set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
            """) { ReturnsRows = true },
    ];

    public override SqlStatement LockKey(string key) =>
        new SqlStatement("SELECT pg_advisory_xact_lock(hashtextextended(@key, 0))")
        {
            ReturnsRows = true,
        }.With("key", SqlType.Text, $"{_options.Schema}\n{key}");

    public override string In(SqlStatement statement, string column, string name, SqlType type, IReadOnlyCollection<object> values)
    {
        statement.With(name, type, ArrayOf(type, [.. values]));
        return $"{column} = ANY (@{name})";
    }

    public override IEnumerable<SqlStatement> Insert<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        var names = string.Join(", ", columns.Select(column => column.Name));
        return [Fill($"INSERT INTO {table} ({names}) SELECT * FROM unnest({Parameters(columns)})", columns, rows)];
    }

    // One statement for all rows is parsed and planned once.
    public override IEnumerable<SqlStatement> Update<T>(string table, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        if (rows.Count == 1) return base.Update(table, columns, rows);
        var names = string.Join(", ", columns.Select(column => column.Name));
        var assignments = string.Join(
            ", ", columns.Where(column => !column.IsKey).Select(column => $"{column.Name} = input.{column.Name}"));
        var keys = string.Join(" AND ", columns.Where(column => column.IsKey).Select(column => $"t.{column.Name} = input.{column.Name}"));
        return
        [
            Fill($"UPDATE {table} t SET {assignments} FROM unnest({Parameters(columns)}) AS input ({names}) WHERE {keys}", columns, rows),
        ];
    }

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning) => Fill(
        $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({Parameters(columns)}) ON CONFLICT DO "
        + $"NOTHING{(returning is null ? "" : $" RETURNING {returning}")}",
        columns, row);

    public override async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        if (_own is not null) await _own.DisposeAsync().ConfigureAwait(false);
    }

    private static string Parameters<T>(IReadOnlyList<SqlColumn<T>> columns) =>
        string.Join(", ", columns.Select(column => "@" + column.Name));

    private static SqlStatement Fill<T>(string text, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        var statement = new SqlStatement(text);
        foreach (var column in columns) statement.With(column.Name, column.Type, ArrayOf(column.Type, [.. rows.Select(column.Value)]));
        return statement;
    }

    private static Array ArrayOf(SqlType type, object?[] values) => type switch
    {
        SqlType.Number => Array.ConvertAll(values, value => (long)value!),
        SqlType.Flag => Array.ConvertAll(values, value => (bool)value!),
        SqlType.Uuid => Array.ConvertAll(values, value => (Guid)value!),
        SqlType.Time => Array.ConvertAll(values, value => ((DateTimeOffset?)value)?.ToUniversalTime()),
        SqlType.Bytes => Array.ConvertAll(values, value => ((ReadOnlyMemory<byte>)value!).ToArray()),
        _ => Array.ConvertAll(values, value => (string?)value),
    };

    private static NpgsqlDbType TypeOf(SqlType type) => type switch
    {
        SqlType.Number => NpgsqlDbType.Bigint,
        SqlType.Flag => NpgsqlDbType.Boolean,
        SqlType.Time => NpgsqlDbType.TimestampTz,
        SqlType.Uuid => NpgsqlDbType.Uuid,
        SqlType.Document => NpgsqlDbType.Json,
        SqlType.Bytes => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Text,
    };
}
