using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The statements, types and settings of PostgreSQL, without a server.</summary>
public sealed class PostgreSqlDialectTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    private static readonly SqlColumn<(long Id, string? Name)>[] Columns =
        [new("id", SqlType.Number, row => row.Id) { IsKey = true }, new("name", SqlType.Text, row => row.Name)];

    private readonly PostgreSqlDialect _dialect =
        Create(new PostgreSqlStoreOptions { ConnectionString = "Host=db.example", Schema = "pay" });

    public ValueTask DisposeAsync() => _dialect.DisposeAsync();

    [Fact]
    public void Names_and_limits_are_those_of_the_options()
    {
        Assert.Equal(("schema 'pay' of PostgreSQL", "\"pay\".t"), (_dialect.Place, _dialect.Table("t")));
        Assert.Equal(("PostgreSqlSchema.GetScript", "PaymentStatusSdk.PostgreSql"), (_dialect.ScriptName, _dialect.PackageName));
        Assert.Equal((true, 30, " FOR UPDATE OF t"), (_dialect.ManageSchema, _dialect.CommandTimeoutSeconds, _dialect.RowLockOf("t")));
        Assert.Equal("SELECT clock_timestamp()", _dialect.ClockQuery);
        Assert.Equal((false, true), (_dialect.HasOneWriter, _dialect.HasSavepoints));
        Assert.Equal("BEGIN ISOLATION LEVEL READ COMMITTED", Assert.Single(_dialect.Begin(StoreAccess.Write)).Text);
        Assert.True(Assert.Single(_dialect.BeforeClaim()).ReturnsRows);
        Assert.False(_dialect.Channel.IsListening);
    }

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(1_001, 2)]
    [InlineData(1_999, 2)]
    [InlineData(600_000, 600)]
    public async Task Timeout_of_statements_is_rounded_up_to_seconds(int milliseconds, int expected)
    {
        await using var dialect = Create(new PostgreSqlStoreOptions
        {
            ConnectionString = "Host=db.example",
            ManageSchema = false,
            CommandTimeout = TimeSpan.FromMilliseconds(milliseconds),
        });

        Assert.Equal((expected, false), (dialect.CommandTimeoutSeconds, dialect.ManageSchema));
    }

    [Theory]
    [InlineData("Host=db.example", "PaymentStatusSdk")]
    [InlineData(
        "Host=db.example;No Reset On Close=false;Multiplexing=true;Max Auto Prepare=9;Enlist=true;Include Error Detail=true;"
            + "Persist Security Info=true;Application Name=shop",
        "shop")]
    public async Task Connections_hold_no_state_join_no_ambient_transaction_and_show_no_values(string text, string name)
    {
        await using var source = PostgreSqlDialect.CreateDataSource(text);
        await using var own = PostgreSqlDialect.CreateDataSource(text, builder => builder.KeepAlive = 30);

        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal((true, false, 0), (settings.NoResetOnClose, settings.Multiplexing, settings.MaxAutoPrepare));
        Assert.Equal((false, false, false), (settings.Enlist, settings.IncludeErrorDetail, settings.PersistSecurityInfo));
        Assert.Equal((name, 0), (settings.ApplicationName, settings.KeepAlive));
        Assert.Equal(30, new NpgsqlConnectionStringBuilder(own.ConnectionString).KeepAlive);
    }

    [Fact]
    public void Parameters_have_explicit_types()
    {
        NpgsqlDbType[] expected =
        [
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Boolean,
            NpgsqlDbType.TimestampTz, NpgsqlDbType.Uuid, NpgsqlDbType.Json, NpgsqlDbType.Bytea,
        ];

        Assert.Equal(expected, Enum.GetValues<SqlType>().Select(type => TypeOf(type, DBNull.Value)));
        Assert.Equal(NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypeOf(SqlType.Number, new long[] { 1 }));
        Assert.Equal(NpgsqlDbType.Array | NpgsqlDbType.Bytea, TypeOf(SqlType.Bytes, new[] { new byte[] { 1 } }));
        Assert.Equal(NpgsqlDbType.Bytea, TypeOf(SqlType.Bytes, new byte[] { 1 }));
        var parameter = Assert.IsType<NpgsqlParameter>(_dialect.CreateParameter("id", SqlType.Text, "value"));
        Assert.Equal("id", parameter.ParameterName);
        Assert.Equal("value", parameter.Value);

        NpgsqlDbType TypeOf(SqlType type, object value) => ((NpgsqlParameter)_dialect.CreateParameter("any", type, value)).NpgsqlDbType;
    }

    [Fact]
    public void Times_are_converted_to_utc_and_other_values_unchanged()
    {
        Assert.Equal(TimeSpan.Zero, Assert.IsType<DateTimeOffset>(_dialect.Convert(SqlType.Time, Time)).Offset);
        Assert.Equal(Time, _dialect.Convert(SqlType.Time, Time));
        Assert.Equal("text", _dialect.Convert(SqlType.Text, "text"));
    }

    [Fact]
    public void Values_of_a_condition_are_one_array()
    {
        var id = Guid.NewGuid();
        AssertArray(SqlType.Number, [1L, 2L], new[] { 1L, 2L });
        AssertArray(SqlType.Flag, [true], new[] { true });
        AssertArray(SqlType.Uuid, [id], new[] { id });
        AssertArray(SqlType.Time, [Time], new DateTimeOffset?[] { Time });
        AssertArray(SqlType.Bytes, [new ReadOnlyMemory<byte>([1, 2])], new[] { new byte[] { 1, 2 } });
        AssertArray(SqlType.Key, ["a", "b"], new[] { "a", "b" });

        void AssertArray(SqlType type, object[] values, Array expected)
        {
            var statement = new SqlStatement();

            Assert.Equal("c.id = ANY (@ids)", _dialect.In(statement, "c.id", "ids", type, values));
            var value = Assert.Single(statement.Values);
            Assert.Equal(("ids", type), (value.Name, value.Type));
            Assert.Equal(expected.GetType(), value.Value!.GetType());
            Assert.Equal(expected, value.Value);
        }
    }

    [Fact]
    public void Rows_are_inserted_and_updated_by_one_statement()
    {
        (long Id, string? Name)[] rows = [(1, "a"), (2, null)];

        var insert = Assert.Single(_dialect.Insert("t", Columns, rows));
        var update = Assert.Single(_dialect.Update("t", Columns, rows));

        Assert.Equal("INSERT INTO t (id, name) SELECT * FROM unnest(@id, @name)", insert.Text);
        Assert.Equal("UPDATE t t SET name = input.name FROM unnest(@id, @name) AS input (id, name) WHERE t.id = input.id", update.Text);
        foreach (var statement in new[] { insert, update })
        {
            Assert.Equal(new[] { 1L, 2L }, statement.Values[0].Value);
            Assert.Equal(new[] { "a", null }, statement.Values[1].Value);
        }

        var single = Assert.Single(_dialect.Update("t", Columns, rows[..1]));
        Assert.Equal("UPDATE t SET name = @name WHERE id = @id", single.Text);
        Assert.Equal(1L, single.Values[0].Value);
        Assert.Single(_dialect.Insert("t", Columns, rows[..1]));
    }

    [Fact]
    public void Update_of_rows_sets_all_columns_and_compares_all_keys()
    {
        SqlColumn<(long Id, string Client, string? Name, bool IsOpen)>[] columns =
        [
            new("id", SqlType.Number, row => row.Id) { IsKey = true }, new("client", SqlType.Key, row => row.Client) { IsKey = true },
            new("name", SqlType.Text, row => row.Name), new("is_open", SqlType.Flag, row => row.IsOpen),
        ];
        (long Id, string Client, string? Name, bool IsOpen)[] rows = [(1, "a", null, true), (2, "b", "c", false)];

        var update = Assert.Single(_dialect.Update("t", columns, rows));

        Assert.Equal(
            "UPDATE t t SET name = input.name, is_open = input.is_open FROM unnest(@id, @client, @name, @is_open) "
                + "AS input (id, client, name, is_open) WHERE t.id = input.id AND t.client = input.client",
            update.Text);
        Assert.Equal(["id", "client", "name", "is_open"], update.Values.Select(value => value.Name));
    }

    [Theory]
    [InlineData(null, "INSERT INTO t (id, name) VALUES (@id, @name) ON CONFLICT DO NOTHING")]
    [InlineData("id", "INSERT INTO t (id, name) VALUES (@id, @name) ON CONFLICT DO NOTHING RETURNING id")]
    public void Existing_row_is_kept(string? returning, string expected)
    {
        var insert = _dialect.InsertOrIgnore("t", Columns, (7L, "a"), returning);

        Assert.Equal(expected, insert.Text);
        Assert.Equal([new SqlValue("id", SqlType.Number, 7L), new SqlValue("name", SqlType.Text, "a")], insert.Values);
    }

    [Fact]
    public void Statements_about_sessions_and_keys_have_their_parameters()
    {
        var key = _dialect.LockKey("cards\nORDER");
        var end = _dialect.EndSession("17 1.5");

        Assert.Equal((true, true), (key.ReturnsRows, end.ReturnsRows));
        Assert.Equal(new SqlValue("key", SqlType.Text, "pay\ncards\nORDER"), Assert.Single(key.Values));
        Assert.Equal(new SqlValue("id", SqlType.Text, "17 1.5"), Assert.Single(end.Values));
    }

    [Fact]
    public void Signal_names_its_sender_unless_all_instances_are_meant()
    {
        var (one, all) = (_dialect.Channel.Send("checks", reachesSender: false), _dialect.Channel.Send("checks", reachesSender: true));

        Assert.Equal((true, "SELECT pg_notify(@channel, @payload)"), (one.ReturnsRows, one.Text));
        Assert.Equal(new SqlValue("channel", SqlType.Text, "pay"), one.Values[0]);
        Assert.Matches("^checks:[0-9a-f]{24}$", Assert.IsType<string>(one.Values[1].Value));
        Assert.Equal(one.Values[1], _dialect.Channel.Send("checks", reachesSender: false).Values[1]);
        Assert.Equal(new SqlValue("payload", SqlType.Text, "checks:"), all.Values[1]);
    }

    [Fact]
    public async Task Schema_has_the_types_of_PostgreSql()
    {
        var schema = _dialect.Schema;
        const string Text = "text COLLATE \"C\"";
        string[] expected = [Text, Text, Text, Text, "bigint", "boolean", "timestamptz", "uuid", "json", "bytea"];

        Assert.Equal(expected, Enum.GetValues<SqlType>().Select(schema.TypeOf));
        Assert.Equal("gen_random_uuid()::text", schema.NewId);
        Assert.Contains("fillfactor = 80", schema.TableOptions(isBusy: true), StringComparison.Ordinal);
        Assert.Contains("fillfactor = 50", schema.TableOptions(isBusy: false), StringComparison.Ordinal);
        Assert.Equal("SELECT count(to_regclass('\"pay\".any'))", schema.TableExists("any").Text);
        Assert.Equal(
            (true, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({0x7061_796d_656e_7473})")),
            (schema.Lock!.ReturnsRows, schema.Lock.Text));
        Assert.Null(schema.Unlock);
        var token = TestContext.Current.CancellationToken;
        Assert.Null(await schema.CreateNamespaceAsync(_ => Task.FromResult<object?>(true), token));
        Assert.Equal(
            "CREATE SCHEMA IF NOT EXISTS \"pay\";\n", await schema.CreateNamespaceAsync(_ => Task.FromResult<object?>(false), token));
    }

    [Fact]
    public async Task Data_source_of_the_application_is_used_and_stays_open()
    {
        using var closed = new ClosedPort();
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={closed.Address.Port};Username=shop");
        var dialect = Create(new PostgreSqlStoreOptions { DataSource = _ => source });
        Assert.Same(source, dialect.DataSource);

        await dialect.DisposeAsync();

        // A data source that is closed does not try to connect.
        await Assert.ThrowsAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Own_data_sources_are_closed()
    {
        using var closed = new ClosedPort();
        var dialect = Create(
            new PostgreSqlStoreOptions { ConnectionString = $"Host=127.0.0.1;Port={closed.Address.Port};Username=shop" });
        var listening = ((PostgreSqlChannel)dialect.Channel).Source();

        await dialect.DisposeAsync();

        foreach (var source in new[] { dialect.DataSource, listening })
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(
                async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Session_is_reset_within_the_time_limit_of_statements()
    {
        await using var dialect = Create(new PostgreSqlStoreOptions
        {
            ConnectionString = "Host=db.example",
            CommandTimeout = TimeSpan.FromSeconds(7),
        });
        var recorded = new RecordedConnection();
        await using var connection = new StoreConnection(recorded);

        await dialect.ResetSessionAsync(connection, TestContext.Current.CancellationToken);

        var (text, timeout) = Assert.Single(recorded.Executed);
        Assert.Equal(7, timeout);
        Assert.Equal(
            "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD SEQUENCES; "
                + "DISCARD TEMP",
            text);
    }

    [Fact]
    public async Task Loss_of_a_connection_during_the_shutdown_is_no_error()
    {
        var dialect = Create(new PostgreSqlStoreOptions { ConnectionString = "Host=db.example" });
        await dialect.DisposeAsync();

        dialect.OnConnectionLost(new StoreFailure("lost", true) { IsServerLost = true });
    }

    private static PostgreSqlDialect Create(PostgreSqlStoreOptions options) =>
        new(options, null!, TimeProvider.System, NullLoggerFactory.Instance);
}
