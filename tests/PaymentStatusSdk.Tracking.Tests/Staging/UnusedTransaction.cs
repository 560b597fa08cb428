using System.Data;
using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>A transaction of the application for a store without a database.</summary>
internal sealed class UnusedTransaction : DbTransaction
{
    public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

    protected override DbConnection? DbConnection => null;

    public override void Commit() => throw new NotSupportedException();

    public override void Rollback() => throw new NotSupportedException();
}
