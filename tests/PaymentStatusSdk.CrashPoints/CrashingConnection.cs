using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>An open connection whose statements follow a plan.</summary>
public sealed class CrashingConnection(DbConnection inner, CrashPlan plan) : DbConnection
{
    public DbConnection Inner => inner;

    internal CrashPlan Plan => plan;

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override bool CanCreateBatch => !plan.IsSplit && inner.CanCreateBatch;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    public override async ValueTask DisposeAsync()
    {
        plan.Forget(inner);
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        BeginDbTransactionAsync(isolationLevel, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        DbTransaction? transaction = null;
        // A driver may begin only with the next statement.
        var begun = await plan.ExecuteAsync(
            inner, async () => transaction = await inner.BeginTransactionAsync(isolationLevel, cancellationToken), () => transaction);
        return new CrashingTransaction(begun, this);
    }

    protected override DbCommand CreateDbCommand() => new CrashingCommand(inner.CreateCommand(), this);

    protected override DbBatch CreateDbBatch() => new CrashingBatch(inner.CreateBatch(), this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            plan.Forget(inner);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
