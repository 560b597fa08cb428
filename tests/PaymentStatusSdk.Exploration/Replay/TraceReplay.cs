using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Moves;
using PaymentStatusSdk.Exploration.Search;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Exploration.Replay;

/// <summary>
/// Repeats traces on real stores, and compares every result and every row with the model. It shows that the exploration's model of a store
/// behaves like the stores, and whether a trace that violates an invariant does so on them.
/// </summary>
public static class TraceReplay
{
    /// <summary>Repeats a random walk on an empty, prepared store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="seed">The seed: equal seeds make equal walks.</param>
    /// <param name="steps">The number of moves.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The number of calls.</returns>
    /// <exception cref="InvalidOperationException">The store differs from the model; the message has the call.</exception>
    public static Task<int> RunAsync(ITrackingStore store, int seed, int steps, CancellationToken cancellationToken)
    {
        var scenario = Scenarios.WalkOf(seed);
        var (moves, violation) = new Walk(scenario).Make(seed, steps);
        if (violation is not null) throw new InvalidOperationException($"The walk {seed} violates an invariant: {violation}");
        return RunAsync(store, scenario, moves, cancellationToken);
    }

    /// <summary>Repeats the trace of <c>Traces.txt</c> for a scenario.</summary>
    /// <inheritdoc cref="RunAsync(ITrackingStore, string, CancellationToken)"/>
    public static Task<int> RunScenarioAsync(ITrackingStore store, string scenario, CancellationToken cancellationToken) =>
        RunAsync(store, Traces.Of(scenario), cancellationToken);

    /// <summary>Repeats a trace as the exploration prints it.</summary>
    /// <param name="store">An empty, prepared store.</param>
    /// <param name="trace">The name of a scenario and the codes of its moves.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The number of calls.</returns>
    /// <exception cref="InvalidOperationException">
    /// The store differs from the model, the trace violates an invariant, or a move is not possible any more.
    /// </exception>
    public static Task<int> RunAsync(ITrackingStore store, string trace, CancellationToken cancellationToken)
    {
        var (scenario, moves) = TraceText.Parse(trace);
        return RunAsync(store, scenario, moves, cancellationToken);
    }

    private static async Task<int> RunAsync(
        ITrackingStore store, Scenario scenario, IReadOnlyList<Move> moves, CancellationToken cancellationToken)
    {
        var world = new World { Calls = [] };
        var calls = 0;
        var enabled = new EnabledMoves(scenario, isWalk: true);
        var possible = new List<Move>();
        Explorer.Begin(scenario, world);
        await RepeatAsync("the beginning").ConfigureAwait(false);
        foreach (var move in moves)
        {
            enabled.List(world, possible);
            if (!possible.Contains(move)) throw new InvalidOperationException($"{move} is not possible, or leaves the store a choice.");
            Mover.Make(world, move);
            await RepeatAsync(move.ToString()).ConfigureAwait(false);
        }

        if (world.Violations.Count > 0)
            throw new InvalidOperationException($"The store does what the model does, which is a violation: {world.Violations[0]}");
        return calls;

        async Task RepeatAsync(string name)
        {
            foreach (var call in world.Calls)
            {
                calls++;
                if (await call.RunAsync(store, cancellationToken).ConfigureAwait(false) is { } difference)
                    throw new InvalidOperationException(Invariant($"Call {calls} of {name}, {call.Text}:\n{difference}"));
            }

            world.Calls.Clear();
            if (await CompareAsync(store, world, cancellationToken).ConfigureAwait(false) is { } other)
                throw new InvalidOperationException(Invariant($"After call {calls} of {name}:\n{other}"));
        }
    }

    private static async Task<string?> CompareAsync(ITrackingStore store, World world, CancellationToken cancellationToken)
    {
        for (var index = 0; index < Setting.Rows; index++)
        {
            var actual = await store.GetAsync(index + 1, cancellationToken).ConfigureAwait(false);
            var row = world.Store.Rows[index] is { } model ? StoreCalls.Text(model.Row) : "none";
            var stored = actual is null ? "none" : StoreCalls.Text(actual);
            if (row != stored) return $"expected: {row}\nactual:   {stored}";
            var page = await store.ListChangesAsync(
                new StatusChangeFilter { TransactionId = index + 1, PageSize = 100 }, cancellationToken).ConfigureAwait(false);
            var expected = string.Join('\n', world.Store.Changes[index].OrderBy(change => change.Change.Id).Select(Text));
            var changes = string.Join('\n', page.Items.OrderBy(item => item.Change.Id).Select(Text));
            if (expected != changes) return $"expected: {expected}\nactual:   {changes}";
        }

        return null;
    }

    private static string Text(ModelChange change) => Invariant(
        $"{change.Change.Id} {change.Change.Sequence} {change.Status} {change.Tries} {change.DueAt:O} {change.DeliveredAt:O} ")
        + change.LastError;

    private static string Text(StatusChangeDelivery change) => Invariant(
        $"{change.Change.Id} {change.Change.Sequence} {change.Status} {change.Tries} {change.NextTryAt:O} {change.DeliveredAt:O} ")
        + change.LastError;
}
