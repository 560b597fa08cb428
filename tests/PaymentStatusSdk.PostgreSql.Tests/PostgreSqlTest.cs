using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The base of tests for this store only; tests for every store are in the suite.</summary>
public abstract class PostgreSqlTest : StorePart<PostgreSqlFixture>
{
    /// <summary>Returns the number of listening connections.</summary>
    private protected async Task<int> CountListenersAsync() =>
        (await Fixture.ReadAsync($"SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN \"{Fixture.Schema}\"'", Ct)).Count;

    /// <summary>Completes with the first hint of the given kinds, or of any kind.</summary>
    private protected static (Task Hinted, IDisposable Listening) ExpectHints(ITrackingStore store, params WorkHint[] expected)
    {
        var hinted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (hinted.Task, store.Listen(hint =>
        {
            if (expected.Contains(hint)) hinted.TrySetResult();
        }));
    }
}
