namespace PaymentStatusSdk.Coalescing;

/// <summary>Decides where a query waits. A pure function of its arguments.</summary>
internal static class PlacementRules
{
    /// <summary>Returns the place of a query that cannot join an equal one.</summary>
    public static QueryPlace PlaceOf(PlacementState state, CoalescingLimits limits)
    {
        if (state is { HasEqual: false, HasJoinable: true }) return QueryPlace.Joinable;
        // A raised limit can leave exchanges free while queries wait. They go first.
        if (!state.HasEqual && state.Running < limits.MaxConcurrentExchanges)
            return state.Waiting == 0 ? QueryPlace.New : QueryPlace.QueueThatMoves;
        if (state.Waiting + state.Held >= limits.QueueLimit) return QueryPlace.None;
        return state.HasEqual ? QueryPlace.Held : QueryPlace.Queue;
    }
}
