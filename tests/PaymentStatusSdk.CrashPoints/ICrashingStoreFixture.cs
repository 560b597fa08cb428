using System.Data.Common;
using PaymentStatusSdk.Conformance.Stores;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>Connects the crash points to a store.</summary>
public interface ICrashingStoreFixture : ITransactionalStoreFixture
{
    /// <summary>Starts a process whose connections break as planned.</summary>
    IStoreProcess Start(CrashPlan plan);

    /// <summary>Ends a session without its cooperation, and waits until the database has ended its transaction.</summary>
    /// <returns>The failure that the process sees; null when it is the driver's own at the next use of the connection.</returns>
    Task<Exception?> KillAsync(DbConnection connection);
}
