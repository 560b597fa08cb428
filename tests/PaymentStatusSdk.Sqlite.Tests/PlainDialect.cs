using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A dialect without differences of its own, and without a database. It shows the types of columns by their names.</summary>
/// <param name="hasPartialIndexes">Whether an index may have a condition.</param>
internal sealed class PlainDialect(bool hasPartialIndexes = true) : RelationalDialect
{
    public override string Place => "nowhere";

    public override bool ManageSchema => true;

    public override string ScriptName => "script";

    public override string PackageName => "package";

    public override int CommandTimeoutSeconds => 1;

    public override SchemaDialect Schema { get; } = new PlainSchema(hasPartialIndexes);

    public override string Table(string name) => "s." + name;

    public override ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override IEnumerable<SqlStatement> Begin(StoreAccess access) => throw new NotSupportedException();

    public override object Convert(SqlType type, object value) => throw new NotSupportedException();

    public override DbParameter CreateParameter(string name, SqlType type, object value) => throw new NotSupportedException();

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => throw new NotSupportedException();

    public override StoreFailure? Explain(Exception exception) => null;

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning) =>
        throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class PlainSchema(bool hasPartialIndexes) : SchemaDialect
    {
        public override string Identity => "Identity";

        public override string NewId => "NewId";

        public override string OwnTables => "CREATE TABLE own;";

        public override string TypeOf(SqlType type) => type.ToString();

        public override string TableOptions(bool isBusy) => isBusy ? " busy" : " brief";

        public override string? Index(SqlIndex index, string table)
        {
            if (hasPartialIndexes) return base.Index(index, table);
            return index.ColumnsWithoutWhere is { } columns ? base.Index(index with { Columns = columns, Where = null }, table) : null;
        }

        public override SqlStatement TableExists(string table) => throw new NotSupportedException();
    }
}
