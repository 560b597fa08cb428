using PaymentStatusSdk.StoreConformance;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>What tests of this store alone have in common; those of every store are in the suite.</summary>
public abstract class PostgreSqlTest : StorePart<PostgreSqlFixture>
{
    /// <summary>How many connections listen.</summary>
    private protected async Task<int> CountListenersAsync() =>
        (await Fixture.ReadAsync($"SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN \"{Fixture.Schema}\"'", Ct)).Count;

    /// <summary>Completes with the first hint of that kind, or of any.</summary>
    private protected static (Task Hinted, IDisposable Listening) Hear(ITrackingStore store, params WorkHint[] expected)
    {
        var hinted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (hinted.Task, store.Listen(hint =>
        {
            if (expected.Contains(hint)) hinted.TrySetResult();
        }));
    }
}
