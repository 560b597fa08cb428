using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>A prepared statement: parameters are bound in order, and <see cref="Dispose"/> resets it. It never waits for a lock.</summary>
/// <remarks>Used instead of SqliteCommand, which blocks the thread while the file is locked and copies every document.</remarks>
internal sealed class SqliteStatement(sqlite3 database, sqlite3_stmt statement, bool isCached) : IDisposable
{
    private int _bound;

    public SqliteStatement Bind(long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(statement, ++_bound, number) : raw.sqlite3_bind_null(statement, ++_bound));
        return this;
    }

    public SqliteStatement Bind(bool value) => Bind(value ? 1 : 0);

    public SqliteStatement Bind(DateTimeOffset? value) => Bind(value?.UtcTicks);

    public SqliteStatement Bind(string? value)
    {
        if (value is null) Check(raw.sqlite3_bind_null(statement, ++_bound));
        else if (value.Length == 0) Check(raw.sqlite3_bind_text(statement, ++_bound, ""));
        else Check(raw.sqlite3_bind_text(statement, ++_bound, ToUtf8(value)));
        return this;
    }

    public SqliteStatement Bind(ReadOnlySpan<byte> value)
    {
        // An empty span would be bound as null.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, ++_bound, 0) : raw.sqlite3_bind_blob(statement, ++_bound, value));
        return this;
    }

    /// <summary>Advances to the next row. Returns false after the last one.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Runs the statement to completion.</summary>
    /// <returns>The number of changed rows.</returns>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(database);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(statement, column);

    public bool Boolean(int column) => Int64(column) != 0;

    public DateTimeOffset Time(int column) => new(Int64(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    /// <summary>Returns memory of SQLite, which is valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose()
    {
        if (isCached) Reset();
        else Finish();
    }

    public void Finish() => statement.Dispose();

    public void Reset()
    {
        // Reset returns the code of a failed step again, which has already been thrown.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        _bound = 0;
    }

    private void Check(int code)
    {
        if (code is raw.SQLITE_OK) return;
        throw SqliteFailures.Of(code, database);
    }

    private static byte[] ToUtf8(string text) => TextRules.IsStorable(text)
        ? Encoding.UTF8.GetBytes(text)
        : throw new TrackingStoreException(
            "An id contains a NUL character or an unpaired surrogate, which cannot be stored unchanged. Nothing was written. "
            + "Reject such ids where your application receives them.",
            isTransient: false)
        {
            IsOfData = true,
        };
}
