using System.Data.Common;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>A data source whose connections follow a plan.</summary>
internal sealed class CrashingDataSource(DbDataSource inner, CrashPlan plan) : DbDataSource
{
    public override string ConnectionString => inner.ConnectionString;

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException("Open the connection here.");

    protected override DbConnection OpenDbConnection() => plan.Wrap(inner.OpenConnection());

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
        plan.Wrap(await inner.OpenConnectionAsync(cancellationToken));
}
