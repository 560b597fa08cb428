using System.Globalization;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Dialects;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The values, statements and failures of SQLite.</summary>
public sealed class SqliteDialectTests : SqliteTest
{
    [Fact]
    public void Properties_are_those_of_a_file_with_one_writer()
    {
        using var dialect = new SqliteDialect(
            new SqliteStoreOptions { ConnectionString = FilePath, ManageSchema = false, BusyTimeout = TimeSpan.FromSeconds(7) });

        Assert.Equal((FilePath, $"the SQLite file {FilePath}"), (dialect.FilePath, dialect.Place));
        Assert.Equal(("SqliteSchema.GetScript()", "PaymentStatusSdk.Sqlite"), (dialect.ScriptName, dialect.PackageName));
        Assert.Equal(("", "", true, true), (dialect.RowLock, dialect.RowLockOrSkip, dialect.HasOneWriter, dialect.HasSavepoints));
        Assert.Equal((TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(7)), (dialect.PollInterval, dialect.BusyTimeout));
        Assert.False(dialect.ManageSchema);
        Assert.Null(dialect.ClockQuery);
        Assert.Equal(1_000, SqliteDialect.InstructionsPerCheck);
        Assert.Equal("BEGIN IMMEDIATE", Assert.Single(dialect.Begin(StoreAccess.Write)).Text);
        Assert.Equal("BEGIN", Assert.Single(dialect.Begin(StoreAccess.Read)).Text);
        Assert.Equal("BEGIN", Assert.Single(dialect.Begin(StoreAccess.List)).Text);
    }

    [Fact]
    public void Types_of_columns_are_those_of_SQLite()
    {
        var schema = new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath }).Schema;

        string[] expected = ["TEXT", "TEXT", "TEXT", "TEXT", "INTEGER", "INTEGER", "INTEGER", "TEXT", "TEXT", "BLOB"];
        Assert.Equal(expected, Enum.GetValues<SqlType>().Select(schema.TypeOf));
        Assert.Equal("INTEGER PRIMARY KEY AUTOINCREMENT", schema.Identity);
        Assert.Equal("lower(hex(randomblob(16)))", schema.NewId);
        Assert.Equal(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'any'", schema.TableExists("any").Text);
    }

    [Fact]
    public async Task Values_are_converted_and_read_back()
    {
        using var dialect = new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath });
        var time = new DateTimeOffset(2026, 1, 2, 8, 4, 5, TimeSpan.FromHours(5)).AddMicroseconds(6);
        var id = Guid.Parse("0198C0DE-0000-7000-8000-00000000000A", CultureInfo.InvariantCulture);

        // The rest of a microsecond is dropped.
        Assert.Equal(1_767_323_045_000_006L, dialect.Convert(SqlType.Time, time.AddTicks(9)));
        Assert.Equal(0L, dialect.Convert(SqlType.Time, DateTimeOffset.UnixEpoch));
        Assert.Equal("0198c0de-0000-7000-8000-00000000000a", dialect.Convert(SqlType.Uuid, id));
        Assert.Equal(new byte[] { 1, 2 }, dialect.Convert(SqlType.Bytes, new ReadOnlyMemory<byte>([1, 2])));
        Assert.Equal(5L, dialect.Convert(SqlType.Number, 5L));

        await using var opened = await dialect.OpenAsync(StoreAccess.Write, Ct);
        await using var command = opened.Connection.CreateCommand();
        command.CommandText = "SELECT @time, @id";
        command.Parameters.Add(dialect.CreateParameter("time", SqlType.Time, dialect.Convert(SqlType.Time, time)));
        command.Parameters.Add(dialect.CreateParameter("id", SqlType.Uuid, dialect.Convert(SqlType.Uuid, id)));
        await using var reader = await command.ExecuteReaderAsync(Ct);
        Assert.True(await reader.ReadAsync(Ct));
        Assert.Equal(time, dialect.ReadTime(reader, 0));
        Assert.Equal(TimeSpan.Zero, dialect.ReadTime(reader, 0).Offset);
        Assert.Equal(id, dialect.ReadGuid(reader, 1));
    }

    [Fact]
    public void Values_of_a_condition_are_one_parameter()
    {
        using var dialect = new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath });
        var statement = new SqlStatement();

        Assert.Equal(
            "id IN (SELECT value FROM json_each(@ids))", dialect.In(statement, "id", "ids", SqlType.Number, [5L, -7L]));
        dialect.In(statement, "key", "keys", SqlType.Key, ["a\"b", "c\\d", "é"]);
        dialect.In(statement, "id", "uuids", SqlType.Uuid, [Guid.Empty]);

        Assert.Equal(
            [
                new SqlValue("ids", SqlType.Text, "[5,-7]"),
                new SqlValue("keys", SqlType.Text, "[\"a\\u0022b\",\"c\\\\d\",\"\\u00E9\"]"),
                new SqlValue("uuids", SqlType.Text, "[\"00000000-0000-0000-0000-000000000000\"]"),
            ],
            statement.Values);
    }

    [Theory]
    [InlineData(null, "INSERT INTO t (id) VALUES (@id) ON CONFLICT DO NOTHING")]
    [InlineData("id", "INSERT INTO t (id) VALUES (@id) ON CONFLICT DO NOTHING RETURNING id")]
    public void Existing_row_is_kept(string? returning, string expected)
    {
        using var dialect = new SqliteDialect(new SqliteStoreOptions { ConnectionString = FilePath });
        SqlColumn<long>[] columns = [new("id", SqlType.Number, id => id) { IsKey = true }];

        var insert = dialect.InsertOrIgnore("t", columns, 7L, returning);

        Assert.Equal(expected, insert.Text);
        Assert.Equal(new SqlValue("id", SqlType.Number, 7L), Assert.Single(insert.Values));
    }

    // Transient, of the data, busy, unusable connection.
    [Theory]
    [InlineData(raw.SQLITE_BUSY, true, false, true, false, "is locked")]
    [InlineData(raw.SQLITE_LOCKED, true, false, true, false, "is locked")]
    [InlineData(raw.SQLITE_FULL, true, false, false, true, "disk is full")]
    [InlineData(raw.SQLITE_IOERR, true, false, false, true, "read or written")]
    [InlineData(raw.SQLITE_NOMEM, true, false, false, true, "out of memory")]
    [InlineData(raw.SQLITE_PROTOCOL, true, false, false, true, "at the moment")]
    [InlineData(raw.SQLITE_CANTOPEN, false, false, false, true, "cannot be opened")]
    [InlineData(raw.SQLITE_READONLY, false, false, false, true, "is read-only")]
    [InlineData(raw.SQLITE_PERM, false, false, false, true, "is read-only")]
    [InlineData(raw.SQLITE_AUTH, false, false, false, true, "is read-only")]
    [InlineData(raw.SQLITE_NOTADB, false, false, false, true, "not an SQLite database")]
    [InlineData(raw.SQLITE_CORRUPT, false, false, false, true, "is corrupt")]
    [InlineData(raw.SQLITE_CONSTRAINT, false, true, false, false, "violates a constraint")]
    [InlineData(raw.SQLITE_TOOBIG, false, true, false, true, "too large")]
    [InlineData(raw.SQLITE_MISMATCH, false, true, false, true, "wrong type")]
    [InlineData(raw.SQLITE_INTERRUPT, false, false, false, false, "rejected the statement")]
    [InlineData(raw.SQLITE_ERROR, false, false, false, true, "rejected the statement")]
    public void Result_code_is_explained(
        int code, bool isTransient, bool isOfData, bool isBusy, bool isConnectionUnusable, string text)
    {
        var failure = SqliteFailures.Explain(new SqliteException("refused", code, (code << 8) + 99), "/data/x.db")!;

        Assert.Contains(text, failure.Text, StringComparison.Ordinal);
        Assert.Equal(
            new StoreFailure(failure.Text, isTransient)
            {
                IsOfData = isOfData,
                IsBusy = isBusy,
                IsConnectionUnusable = isConnectionUnusable,
            },
            failure);
        Assert.StartsWith("The SQLite file /data/x.db ", failure.Text, StringComparison.Ordinal);
        Assert.EndsWith(
            string.Create(CultureInfo.InvariantCulture, $" (SQLite {(code << 8) + 99}.)"), failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_store_is_a_transient_failure_and_other_exceptions_are_not_explained()
    {
        var failure = SqliteFailures.Explain(new ObjectDisposedException("store"), FilePath)!;

        Assert.Equal(new StoreFailure(failure.Text, true), failure);
        Assert.Null(SqliteFailures.Explain(new InvalidOperationException(), FilePath));
        Assert.Null(SqliteFailures.Explain(new OperationCanceledException(), FilePath));
    }
}
