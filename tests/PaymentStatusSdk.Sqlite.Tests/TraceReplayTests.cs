using PaymentStatusSdk.Exploration.Replay;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The store and the model of a store in the exploration behave alike.</summary>
public sealed class TraceReplayTests
{
    public static TheoryData<string> Scenarios => [.. Traces.Scenarios];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Store_behaves_like_the_model_of_the_exploration(int seed)
    {
        await using var fixture = new SqliteFixture();
        await fixture.CreateAsync(TestContext.Current.CancellationToken);
        await using var process = fixture.Start();
        await process.Store.PrepareAsync(TestContext.Current.CancellationToken);

        var calls = await TraceReplay.RunAsync(process.Store, seed, steps: 300, TestContext.Current.CancellationToken);

        Assert.InRange(calls, 40, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Store_repeats_the_trace_of_a_scenario(string scenario)
    {
        await using var fixture = new SqliteFixture();
        await fixture.CreateAsync(TestContext.Current.CancellationToken);
        await using var process = fixture.Start();
        await process.Store.PrepareAsync(TestContext.Current.CancellationToken);

        var calls = await TraceReplay.RunScenarioAsync(process.Store, scenario, TestContext.Current.CancellationToken);

        Assert.InRange(calls, 10, int.MaxValue);
    }

    // A claim of one of two rows that are due at the same time: the store may choose the other one.
    [Theory]
    [InlineData("leases 33554433")]
    [InlineData("leases 33619970")]
    public async Task Trace_that_leaves_the_store_a_choice_is_refused(string trace)
    {
        await using var fixture = new SqliteFixture();
        await fixture.CreateAsync(TestContext.Current.CancellationToken);
        await using var process = fixture.Start();
        await process.Store.PrepareAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TraceReplay.RunAsync(process.Store, trace, TestContext.Current.CancellationToken));

        Assert.Contains("leaves the store a choice", refused.Message, StringComparison.Ordinal);
    }
}
