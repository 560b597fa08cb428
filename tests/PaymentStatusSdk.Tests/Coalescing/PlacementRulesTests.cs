using PaymentStatusSdk.Coalescing;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>The place of a query when at most two exchanges run and at most three queries wait.</summary>
public sealed class PlacementRulesTests
{
    private static readonly CoalescingLimits Limits = new(MaxConcurrentExchanges: 2, QueueLimit: 3, TimeSpan.FromSeconds(60));

    private static readonly PlacementState Idle = new(HasEqual: false, HasJoinable: false, Running: 0, Waiting: 0, Held: 0);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 3)]
    public void Query_joins_an_exchange_even_when_all_exchanges_run_and_the_queue_is_full(int running, int waiting) =>
        Assert.Equal(QueryPlace.Joinable, PlaceOf(Idle with { HasJoinable = true, Running = running, Waiting = waiting }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Query_with_an_equal_one_in_a_sealed_exchange_is_held_even_when_an_exchange_is_free(bool hasJoinable) =>
        Assert.Equal(QueryPlace.Held, PlaceOf(Idle with { HasEqual = true, HasJoinable = hasJoinable, Running = 1 }));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void Query_starts_an_exchange_below_the_limit(int running, bool starts) =>
        Assert.Equal(starts ? QueryPlace.New : QueryPlace.Queue, PlaceOf(Idle with { Running = running }));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Query_comes_after_those_that_wait_when_an_exchange_is_free_even_when_the_queue_is_full(int waiting) =>
        Assert.Equal(QueryPlace.QueueThatMoves, PlaceOf(Idle with { Running = 1, Waiting = waiting }));

    [Theory]
    [InlineData(2, 0, false)]
    [InlineData(1, 1, false)]
    [InlineData(3, 0, true)]
    [InlineData(2, 1, true)]
    [InlineData(0, 3, true)]
    [InlineData(4, 0, true)]
    public void Queue_is_full_when_the_queries_of_both_kinds_reach_the_limit(int waiting, int held, bool isFull)
    {
        var busy = Idle with { Running = 2, Waiting = waiting, Held = held };

        Assert.Equal(isFull ? QueryPlace.None : QueryPlace.Queue, PlaceOf(busy));
        Assert.Equal(isFull ? QueryPlace.None : QueryPlace.Held, PlaceOf(busy with { HasEqual = true }));
    }

    private static QueryPlace PlaceOf(PlacementState state) => PlacementRules.PlaceOf(state, Limits);
}
