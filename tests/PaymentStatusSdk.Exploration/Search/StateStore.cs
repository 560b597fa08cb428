using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Moves;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>Converts worlds to states and back. Thread-safe.</summary>
internal sealed class StateStore
{
    private const int Rows = State.Budget + State.BudgetLength;
    private const int TimeBits = 16;
    private const int Changes = Rows + Setting.Rows;
    private const int Histories = Changes + Setting.Rows;
    private const int Instances = Histories + Setting.Rows;
    private const int Noted = Instances + Setting.Instances;

    private static readonly ModelRow NoRow = new(new Tracking.TrackedTransaction { ClientName = "", Query = new() }, default, false, 0, 0);

    // The time of a store that has a clock of its own, so that instances note none.
    private static readonly StoreTime NoNote = new() { Now = Setting.Start };

    private readonly Interner<ModelRow> _rows = new();
    private readonly Interner<Values<ModelChange>> _changes = new();
    private readonly Interner<RowHistory> _histories = new();
    private readonly Interner<Instance> _instances = new();
    private readonly Interner<StoreTime> _notes = new();

    public string Sizes => $"{_rows.Count} rows, {_changes.Count} queues, {_histories.Count} histories, {_instances.Count} instances";

    public void Load(in State state, World world)
    {
        world.Now = state[0] & ((1 << TimeBits) - 1);
        world.Store.Pruned = state[0] >> TimeBits;
        world.Budget = new Budget(
            (uint)state[State.Budget] | ((UInt128)(uint)state[State.Budget + 1] << 32) | ((UInt128)(uint)state[State.Budget + 2] << 64));
        var note = _notes[state[Noted]];
        world.Store.Noted = note == NoNote ? null : note;
        for (var index = 0; index < Setting.Rows; index++)
        {
            var row = _rows[state[Rows + index]];
            world.Store.Rows[index] = row == NoRow ? null : row;
            world.Store.Changes[index] = _changes[state[Changes + index]];
            world.Histories[index] = _histories[state[Histories + index]];
            world.Instances[index] = _instances[state[Instances + index]];
        }

        world.IsOutside = false;
        world.Violations.Clear();
    }

    /// <summary>Returns the state of a world. Parts that a move has not changed keep the numbers of the state before it.</summary>
    /// <param name="world">The world.</param>
    /// <param name="before">The state that was loaded.</param>
    /// <param name="order">The places of the instances before they were put in order.</param>
    public State Save(World world, in State before, Span<int> order)
    {
        var state = before;
        state[0] = world.Now | (world.Store.Pruned << TimeBits);
        for (var index = 0; index < State.BudgetLength; index++)
            state[State.Budget + index] = (int)(uint)(world.Budget.Bits >> (32 * index));
        var note = world.Store.Noted ?? NoNote;
        if (!ReferenceEquals(note, _notes[before[Noted]])) state[Noted] = _notes.NumberOf(note);
        for (var index = 0; index < Setting.Rows; index++)
        {
            var row = world.Store.Rows[index] ?? NoRow;
            if (!ReferenceEquals(row, _rows[before[Rows + index]])) state[Rows + index] = _rows.NumberOf(row);
            var changes = world.Store.Changes[index];
            if (!changes.IsSame(_changes[before[Changes + index]])) state[Changes + index] = _changes.NumberOf(changes);
            var history = world.Histories[index];
            if (!ReferenceEquals(history, _histories[before[Histories + index]]))
                state[Histories + index] = _histories.NumberOf(history);
            var instance = world.Instances[index].NormalizedOn(world.Store);
            if (!ReferenceEquals(instance, _instances[before[Instances + index]]))
                state[Instances + index] = _instances.NumberOf(instance);
            order[index] = index;
        }

        Sort(ref state, order);
        return state;
    }

    /// <summary>Returns the state of a world without a state before it.</summary>
    public State Save(World world)
    {
        var none = default(State);
        _rows.NumberOf(NoRow);
        _changes.NumberOf([]);
        _histories.NumberOf(RowHistory.None);
        _instances.NumberOf(Instance.New);
        _notes.NumberOf(NoNote);
        Span<int> order = stackalloc int[Setting.Instances];
        return Save(world, none, order);
    }

    // Instances are interchangeable: of all their orders, one represents the state.
    private static void Sort(ref State state, Span<int> order)
    {
        Order(ref state, order, 0, 1);
        Order(ref state, order, 1, 2);
        Order(ref state, order, 0, 1);
    }

    private static void Order(ref State state, Span<int> order, int one, int other)
    {
        if (state[Instances + one] <= state[Instances + other]) return;
        (state[Instances + one], state[Instances + other]) = (state[Instances + other], state[Instances + one]);
        (order[one], order[other]) = (order[other], order[one]);
    }
}
