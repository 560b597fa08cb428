using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.CrashPoints;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>One process, with its own services like a host.</summary>
public sealed class MySqlStoreProcess(
    Action<MySqlStoreOptions> configure, TimeProvider clock, TimeProvider? serverClock = null, CrashPlan? plan = null)
    : StoreProcess(tracking => tracking.UseMySql(configure), clock, serverClock, plan);
