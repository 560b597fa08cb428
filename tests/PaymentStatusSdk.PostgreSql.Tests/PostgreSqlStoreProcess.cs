using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Database;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>One process, with its own services like a host.</summary>
public sealed class PostgreSqlStoreProcess(
    Action<PostgreSqlStoreOptions> configure, TimeProvider clock, TimeProvider? serverClock = null, CrashPlan? plan = null)
    : StoreProcess(tracking => tracking.UsePostgreSql(configure), clock, serverClock, plan)
{
    public NpgsqlDataSource DataSource => ((PostgreSqlDialect)Dialect).DataSource;

    internal StoreDatabase Database => Services.GetRequiredService<StoreDatabase>();
}
