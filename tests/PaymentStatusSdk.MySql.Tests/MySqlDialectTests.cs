using System.Globalization;
using MySqlConnector;
using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>The statements, types and settings of MariaDB, without a server.</summary>
public sealed class MySqlDialectTests
{
    private const string Anywhere = "Server=db.example;Database=shop";
    private const string Utf8 = " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    private static readonly SqlColumn<(long Id, string? Name)>[] Columns =
        [new("id", SqlType.Number, row => row.Id) { IsKey = true }, new("name", SqlType.Text, row => row.Name)];

    private readonly MySqlDialect _dialect = Create(Anywhere);

    [Fact]
    public void Names_and_limits_are_those_of_the_options()
    {
        var dialect = new MySqlDialect(
            new MySqlStoreOptions
            {
                ConnectionString = Anywhere,
                ManageSchema = false,
                PollInterval = TimeSpan.FromMilliseconds(70),
                CommandTimeout = TimeSpan.FromMilliseconds(1_001),
            },
            null!);

        Assert.Equal(("the MariaDB database", "t"), (dialect.Place, dialect.Table("t")));
        Assert.Equal(("MySqlSchema.GetScript()", "PaymentStatusSdk.MySql"), (dialect.ScriptName, dialect.PackageName));
        Assert.Equal((false, true), (dialect.ManageSchema, _dialect.ManageSchema));
        Assert.Equal((2, 30), (dialect.CommandTimeoutSeconds, _dialect.CommandTimeoutSeconds));
        Assert.Equal(
            (TimeSpan.FromMilliseconds(70), TimeSpan.FromMilliseconds(250)), (dialect.PollInterval, _dialect.PollInterval));
        Assert.Equal(("STRAIGHT_JOIN", " FORCE INDEX (any)"), (dialect.OrderedJoin, dialect.IndexHint("any")));
        Assert.Equal(("SELECT UTC_TIMESTAMP(6)", "SELECT @@in_transaction"), (dialect.ClockQuery, dialect.TransactionQuery));
        Assert.Equal((false, true), (dialect.HasOneWriter, dialect.HasSavepoints));
        Assert.Null(dialect.DataSource);
        Assert.Null(dialect.Channel);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(";No Backslash Escapes=true", ",NO_BACKSLASH_ESCAPES")]
    public void Transaction_states_its_settings(string setting, string mode)
    {
        string[] expected =
        [
            $"SET SESSION sql_mode = 'STRICT_ALL_TABLES{mode}'", "SET TRANSACTION ISOLATION LEVEL READ COMMITTED", "START TRANSACTION",
        ];

        Assert.Equal(expected, Create(Anywhere + setting).Begin(StoreAccess.Read).Select(statement => statement.Text));
    }

    [Theory]
    [InlineData("", "PaymentStatusSdk")]
    [InlineData(
        ";Connection Reset=true;Auto Enlist=true;Allow User Variables=true;Persist Security Info=true;Application Name=shop", "shop")]
    public void Connections_hold_no_state_join_no_ambient_transaction_and_show_no_values(string text, string name)
    {
        var settings = new MySqlConnectionStringBuilder(MySqlDialect.ConnectionStringOf(Anywhere + text));

        Assert.Equal((false, false), (settings.ConnectionReset, settings.AutoEnlist));
        Assert.Equal((false, false), (settings.AllowUserVariables, settings.PersistSecurityInfo));
        Assert.Equal(name, settings.ApplicationName);
    }

    [Fact]
    public async Task Data_source_of_the_application_is_used_with_its_settings_and_stays_open()
    {
        await using var source = new MySqlDataSource(Anywhere + ";No Backslash Escapes=true");
        var dialect = new MySqlDialect(new MySqlStoreOptions { DataSource = _ => source }, null!);

        Assert.Same(source, dialect.DataSource);
        Assert.Contains("NO_BACKSLASH_ESCAPES", dialect.Begin(StoreAccess.Write).First().Text, StringComparison.Ordinal);
        dialect.OnConnectionLost(new StoreFailure("lost", true));
        await dialect.DisposeAsync();
        // A closed data source would throw.
        await using var connection = source.CreateConnection();
    }

    [Fact]
    public void Values_are_converted_for_the_driver()
    {
        var id = Guid.Parse("0198C0DE-0000-7000-8000-00000000000A", CultureInfo.InvariantCulture);
        var time = Assert.IsType<DateTime>(_dialect.Convert(SqlType.Time, Time));

        Assert.Equal((new DateTime(2026, 1, 2, 1, 4, 5), DateTimeKind.Unspecified), (time, time.Kind));
        Assert.Equal("0198c0de-0000-7000-8000-00000000000a", _dialect.Convert(SqlType.Uuid, id));
        Assert.Equal(5L, _dialect.Convert(SqlType.Number, 5L));
        var parameter = Assert.IsType<MySqlParameter>(_dialect.CreateParameter("id", SqlType.Number, 5L));
        Assert.Equal("@id", parameter.ParameterName);
        Assert.Equal(5L, parameter.Value);
    }

    [Fact]
    public void Name_that_would_be_truncated_is_refused()
    {
        var longest = new string('n', 255);
        Assert.Equal(255, MySqlDialect.MaxNameLength);
        Assert.Equal(longest, _dialect.Convert(SqlType.Name, longest));
        Assert.Equal(longest + "n", _dialect.Convert(SqlType.Text, longest + "n"));

        var refusal = Assert.Throws<TrackingStoreException>(() => _dialect.Convert(SqlType.Name, longest + "n"));

        Assert.Equal((false, true), (refusal.IsTransient, refusal.IsOfData));
    }

    [Fact]
    public void Rows_are_inserted_by_one_statement_and_updated_one_by_one()
    {
        (long Id, string? Name)[] rows = [(1, "a"), (2, null)];

        var insert = Assert.Single(_dialect.Insert("t", Columns, rows));
        var updates = _dialect.Update("t", Columns, rows).ToArray();

        Assert.Equal("INSERT INTO t (id, name) VALUES (@id0, @name0), (@id1, @name1)", insert.Text);
        Assert.Equal(
            [
                new SqlValue("id0", SqlType.Number, 1L), new SqlValue("name0", SqlType.Text, "a"),
                new SqlValue("id1", SqlType.Number, 2L), new SqlValue("name1", SqlType.Text, null),
            ],
            insert.Values);
        Assert.Equal(2, updates.Length);
        Assert.All(updates, update => Assert.Equal("UPDATE t SET name = @name WHERE id = @id", update.Text));
    }

    [Theory]
    [InlineData(null, "INSERT INTO t (id, name) VALUES (@id, @name) ON DUPLICATE KEY UPDATE id = id")]
    [InlineData("id", "INSERT IGNORE INTO t (id, name) VALUES (@id, @name) RETURNING id")]
    public void Existing_row_is_kept(string? returning, string expected)
    {
        var insert = _dialect.InsertOrIgnore("t", Columns, (7L, "a"), returning);

        Assert.Equal(expected, insert.Text);
        Assert.Equal([new SqlValue("id", SqlType.Number, 7L), new SqlValue("name", SqlType.Text, "a")], insert.Values);
    }

    [Fact]
    public void Key_is_locked_by_its_hash_and_a_session_ended_by_its_number()
    {
        // The first four bytes of the hash are CA978112.
        Assert.Equal(new SqlValue("id", SqlType.Number, 0xCA97_8112L % 4096), Assert.Single(_dialect.LockKey("a").Values));
        Assert.Equal(new SqlValue("id", SqlType.Number, 17L), Assert.Single(_dialect.EndSession("17").Values));
        Assert.Equal("SELECT CAST(CONNECTION_ID() AS CHAR)", _dialect.SessionQuery);
    }

    [Fact]
    public void Schema_has_the_types_of_MariaDB()
    {
        var schema = new MySqlSchemaDialect();
        string[] expected =
        [
            "LONGTEXT" + Utf8, "LONGTEXT" + Utf8, "VARCHAR(364)" + Utf8, "VARCHAR(255)" + Utf8, "BIGINT", "BOOLEAN", "DATETIME(6)",
            "CHAR(36) CHARACTER SET ascii COLLATE ascii_bin", "LONGTEXT" + Utf8, "MEDIUMBLOB",
        ];

        Assert.Equal(expected, Enum.GetValues<SqlType>().Select(schema.TypeOf));
        Assert.Equal("UUID()", schema.NewId);
        Assert.Equal((true, "SELECT GET_LOCK(CONCAT('PaymentStatusSdk ', SHA1(DATABASE())), 3600)"), (schema.Lock.ReturnsRows,
            schema.Lock.Text));
        Assert.Equal((true, "SELECT RELEASE_LOCK(CONCAT('PaymentStatusSdk ', SHA1(DATABASE())))"), (schema.Unlock.ReturnsRows,
            schema.Unlock.Text));
        Assert.Contains("payment_enrollment_lock", schema.OwnTables, StringComparison.Ordinal);
        Assert.Contains("table_name = 'any'", schema.TableExists("any").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Partial_index_is_replaced_by_a_wider_one_or_left_out()
    {
        var schema = new MySqlSchemaDialect();
        var index = new SqlIndex("name", "t", "a") { Where = "b = TRUE", ColumnsWithoutWhere = "b, a", IsUnique = true };

        Assert.Equal("CREATE UNIQUE INDEX IF NOT EXISTS name ON t (b, a);", schema.Index(index, "t"));
        Assert.Equal("CREATE INDEX IF NOT EXISTS name ON t (b, a);", schema.Index(index with { IsUnique = false }, "t"));
        Assert.Null(schema.Index(index with { ColumnsWithoutWhere = null }, "t"));
    }

    [Fact]
    public void Script_creates_all_tables()
    {
        var script = MySqlSchema.GetScript();

        Assert.StartsWith("-- PaymentStatusSdk.MySql, schema version 1.", script, StringComparison.Ordinal);
        Assert.Contains("GRANT SELECT, INSERT, UPDATE, DELETE ON", script, StringComparison.Ordinal);
        foreach (var table in new[]
        {
            "schema", "clock", "tracked", "change", "exchange_lock", "callback_mailbox", "callback_message", "enrollment_lock",
        })
            Assert.Contains($"CREATE TABLE IF NOT EXISTS payment_{table} (", script, StringComparison.Ordinal);
    }

    private static MySqlDialect Create(string connectionString) =>
        new(new MySqlStoreOptions { ConnectionString = connectionString }, null!);
}
