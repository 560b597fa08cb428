using System.Data;
using System.Data.Common;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>An open connection whose statements follow a plan.</summary>
public sealed class CrashingConnection(DbConnection inner, CrashPlan plan) : ForwardingConnection(inner)
{
    internal CrashPlan Plan => plan;

    public override bool CanCreateBatch => !plan.IsSplit && Inner.CanCreateBatch;

    public override ValueTask DisposeAsync()
    {
        plan.Forget(Inner);
        return base.DisposeAsync();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        BeginDbTransactionAsync(isolationLevel, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        DbTransaction? transaction = null;
        // A driver may begin only with the next statement.
        var begun = await plan.ExecuteAsync(
            Inner, async () => transaction = await Inner.BeginTransactionAsync(isolationLevel, cancellationToken), () => transaction);
        return new CrashingTransaction(begun, this);
    }

    protected override DbCommand CreateDbCommand() => new CrashingCommand(Inner.CreateCommand(), this);

    protected override DbBatch CreateDbBatch() => new CrashingBatch(Inner.CreateBatch(), this);

    protected override void Dispose(bool disposing)
    {
        if (disposing) plan.Forget(Inner);
        base.Dispose(disposing);
    }
}
