using PaymentStatusSdk.Exploration.Replay;

namespace PaymentStatusSdk.Sqlite.Tests;

public sealed class SqliteTraceReplayTests : TraceReplayTests<SqliteFixture>
{
    // A claim of one of two rows that are due at the same time: the store may choose the other one.
    [Theory]
    [InlineData("leases 33554433")]
    [InlineData("leases 33619970")]
    public async Task Trace_that_leaves_the_store_a_choice_is_refused(string trace)
    {
        await Store.PrepareAsync(Ct);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TraceReplay.RunAsync(Store, trace, Ct));

        Assert.Contains("leaves the store a choice", refused.Message, StringComparison.Ordinal);
    }
}
