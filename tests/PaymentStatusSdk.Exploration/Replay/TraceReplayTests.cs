using PaymentStatusSdk.Conformance.Stores;
using Xunit;

namespace PaymentStatusSdk.Exploration.Replay;

/// <summary>A store and the model of a store in the exploration behave alike.</summary>
/// <typeparam name="TFixture">The fixture of the store.</typeparam>
public abstract class TraceReplayTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    public static TheoryData<string> Scenarios => [.. Traces.Scenarios];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Store_behaves_like_the_model_of_the_exploration(int seed)
    {
        await Store.PrepareAsync(Ct);

        var calls = await TraceReplay.RunAsync(Store, seed, steps: 300, Ct);

        Assert.InRange(calls, 40, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Store_repeats_the_trace_of_a_scenario(string scenario)
    {
        await Store.PrepareAsync(Ct);

        var calls = await TraceReplay.RunScenarioAsync(Store, scenario, Ct);

        Assert.InRange(calls, 10, int.MaxValue);
    }
}
