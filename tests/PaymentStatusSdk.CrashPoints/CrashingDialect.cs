using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>A dialect whose connections follow a plan. Everything else is the dialect's own.</summary>
internal sealed class CrashingDialect(RelationalDialect inner, CrashPlan plan) : ForwardingDialect(inner)
{
    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        plan.ThrowIfEnded();
        return new Connection(await Inner.OpenAsync(access, cancellationToken), plan);
    }

    // The dialect knows the transactions of its driver only.
    public override bool HasEnded(DbTransaction transaction) => false;

    // The handlers of these tests leave nothing in a session, and a reset is no statement of the plan.
    public override Task ResetSessionAsync(StoreConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<T> RunInterruptibleAsync<T>(
        StoreConnection connection, Func<Task<T>> work, CancellationToken cancellationToken) =>
        Inner.RunInterruptibleAsync(((Connection)connection).Inner, work, cancellationToken);

    private sealed class Connection(StoreConnection inner, CrashPlan plan) : StoreConnection(plan.Wrap(inner.Connection))
    {
        public StoreConnection Inner => inner;

        protected override ValueTask ReturnAsync()
        {
            plan.Forget(inner.Connection);
            inner.IsBroken = IsBroken;
            return inner.DisposeAsync();
        }
    }
}
