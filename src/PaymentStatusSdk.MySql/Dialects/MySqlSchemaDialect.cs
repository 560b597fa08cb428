using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.MySql.Dialects;

/// <summary>The parts of the statements that create the tables which are specific to MariaDB.</summary>
internal sealed class MySqlSchemaDialect : SchemaDialect
{
    private static readonly Version MinVersion = new(10, 6);

    public override string Identity => "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY";

    // A statement that creates a table commits the transaction, so the lock belongs to the session. The command timeout ends the wait.
    public override SqlStatement Lock => new($"SELECT GET_LOCK({LockName}, 3600)") { ReturnsRows = true };

    public override SqlStatement Unlock => new($"SELECT RELEASE_LOCK({LockName})") { ReturnsRows = true };

    private static string LockName => "CONCAT('PaymentStatusSdk ', SHA1(DATABASE()))";

    /// <summary>Rows that enrollments lock by the hash of a merchant key.</summary>
    public override string OwnTables =>
        $"CREATE TABLE IF NOT EXISTS payment_enrollment_lock (id INTEGER NOT NULL PRIMARY KEY){TableOptions(isBusy: false)};";

    public override string NewId => "UUID()";

    // The SDK compares text byte by byte, with blanks at the end.
    public override string TypeOf(SqlType type) => type switch
    {
        SqlType.Number => "BIGINT",
        SqlType.Flag => "BOOLEAN",
        SqlType.Time => "DATETIME(6)",
        SqlType.Uuid => "CHAR(36) CHARACTER SET ascii COLLATE ascii_bin",
        SqlType.Bytes => "MEDIUMBLOB",
        SqlType.Key => $"VARCHAR(364){Collation}",
        SqlType.Name => $"VARCHAR({MySqlDialect.MaxNameLength}){Collation}",
        _ => "LONGTEXT" + Collation,
    };

    private const string Collation = " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

    public override string TableOptions(bool isBusy) => " ENGINE=InnoDB ROW_FORMAT=DYNAMIC";

    public override string? Index(SqlIndex index, string table) =>
        index.ColumnsWithoutWhere is { } columns ? base.Index(index with { Columns = columns, Where = null }, table) : null;

    public override SqlStatement TableExists(string table) =>
        new($"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '{table}'");

    public override async Task PrepareAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken)
    {
        var text = await query(new SqlStatement("SELECT VERSION()")).ConfigureAwait(false) as string ?? "";
        // The text begins with the version, for example 10.11.6-MariaDB-1.
        if (text.Contains("MariaDB", StringComparison.OrdinalIgnoreCase)
            && Version.TryParse(text.Split('-')[0], out var version) && version >= MinVersion) return;
        throw new TrackingStoreException(
            $"The database server has version '{text}', but PaymentStatusSdk.MySql requires MariaDB {MinVersion} or later. Nothing was "
            + "written. Update the server, or use another store.",
            isTransient: false);
    }
}
