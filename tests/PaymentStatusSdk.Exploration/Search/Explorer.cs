using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Moves;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>Explores a scenario breadth-first, so that the first violation has the shortest trace.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="limit">The bound of distinct states.</param>
/// <param name="threads">The number of threads.</param>
/// <param name="isReplayable">Whether the traces can be repeated on real stores.</param>
internal sealed class Explorer(Scenario scenario, int limit, int threads, bool isReplayable = false)
{
    private const int ChunkSize = 1 << 12;

    private readonly StateStore _states = new();
    private readonly VisitedSet _visited = new(limit);
    private readonly DistinctEstimate _situations = new();
    private long _transitions;
    private (int Parent, Move Move, string Violation)? _found;

    public string Sizes => _states.Sizes;

    public ExplorationResult Run()
    {
        var world = StartOf(scenario);
        var first = _states.Save(world);
        var slot = _visited.Add(first.Hash(), -1, 0);
        _situations.Add(first.HashWithoutBudget());
        var layer = new List<(State State, int Slot)[]> { new[] { (first, slot) } };
        var depth = 0;
        while (layer.Count > 0 && _found is null && !_visited.IsFull)
        {
            layer = Expand(layer);
            if (layer.Count > 0) depth++;
        }

        return new ExplorationResult(
            _visited.Count, _situations.Estimate(), _transitions, depth, layer.Count == 0 && !_visited.IsFull,
            _found is { } found
                ? new Finding(scenario, found.Violation, Unsort([.. _visited.PathTo(found.Parent).Select(Move.Of), found.Move]))
                : null);
    }

    public static World StartOf(Scenario scenario)
    {
        var world = new World();
        Begin(scenario, world);
        return world;
    }

    /// <summary>Makes the calls and moves at the beginning of a scenario.</summary>
    public static void Begin(Scenario scenario, World world)
    {
        if (!scenario.HasStoreClock) BeginWithoutClock(world);
        foreach (var enrollment in scenario.Enrolled) MerchantMoves.Track(world, enrollment);
        foreach (var move in scenario.Prefix) Mover.Make(world, move);
        world.Budget = scenario.Budget;
    }

    private static void BeginWithoutClock(World world)
    {
        world.Store.Noted = new StoreTime();
        for (var place = 0; place < Setting.Instances; place++)
            world.Update(place, instance => instance.RestartedOn(world.Store));
    }

    /// <summary>
    /// Returns the moves with one number for each instance. In the states, the instances are ordered anew after each move.
    /// </summary>
    private List<Move> Unsort(IEnumerable<Move> moves)
    {
        var state = _states.Save(StartOf(scenario));
        var world = new World();
        int[] names = [.. Enumerable.Range(0, Setting.Instances)];
        Span<int> order = stackalloc int[Setting.Instances];
        var unsorted = new List<Move>();
        foreach (var move in moves)
        {
            unsorted.Add(move with { Instance = names[move.Instance] });
            _states.Load(state, world);
            Mover.Make(world, move);
            state = _states.Save(world, state, order);
            names = [names[order[0]], names[order[1]], names[order[2]]];
        }

        return unsorted;
    }

    private List<(State State, int Slot)[]> Expand(List<(State State, int Slot)[]> layer)
    {
        var next = new List<(State State, int Slot)[]>();
        var chunk = -1;
        void Work()
        {
            var expansion = new Expansion(this);
            while (Interlocked.Increment(ref chunk) is var index && index < layer.Count && _found is null && !_visited.IsFull)
            {
                foreach (var (state, slot) in layer[index])
                {
                    expansion.Expand(state, slot);
                    if (_found is not null || _visited.IsFull) break;
                }
            }

            Interlocked.Add(ref _transitions, expansion.Transitions);
            lock (next) next.AddRange(expansion.Reached.Chunk(ChunkSize));
        }

        var others = Enumerable.Range(1, threads - 1).Select(_ => new Thread(Work)).ToArray();
        foreach (var thread in others) thread.Start();
        Work();
        foreach (var thread in others) thread.Join();
        return next;
    }

    private sealed class Expansion(Explorer explorer)
    {
        private readonly World _world = new();
        private readonly List<Move> _moves = [];
        private readonly EnabledMoves _enabled = new(explorer.Scenario, explorer.IsReplayable);

        public List<(State State, int Slot)> Reached { get; } = [];

        public long Transitions { get; private set; }

        public void Expand(in State state, int slot)
        {
            Span<int> order = stackalloc int[Setting.Instances];
            explorer._states.Load(state, _world);
            _enabled.List(_world, _moves);
            for (var index = 0; index < _moves.Count; index++)
            {
                if (index > 0) explorer._states.Load(state, _world);
                Transitions++;
                Mover.Make(_world, _moves[index]);
                if (_world.Violations.Count > 0)
                {
                    lock (explorer) explorer._found ??= (slot, _moves[index], _world.Violations[0]);
                    return;
                }

                if (_world.IsOutside) continue;
                var reached = explorer._states.Save(_world, state, order);
                var added = explorer._visited.Add(reached.Hash(), slot, _moves[index].Code);
                if (added < 0) continue;
                explorer._situations.Add(reached.HashWithoutBudget());
                if (IsContinued()) Reached.Add((reached, added));
            }
        }

        // The payments have a bounded number of changes.
        private bool IsContinued()
        {
            foreach (var row in _world.Store.Rows)
            {
                if (row?.Row.Sequence > explorer.Scenario.MaxChanges) return false;
            }

            return true;
        }
    }

    private Scenario Scenario => scenario;

    private bool IsReplayable => isReplayable;
}
