using System.Numerics;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>The hashes of the states that were reached, and for each the state and the move that reached it. Thread-safe.</summary>
internal sealed class VisitedSet
{
    private readonly ulong[] _hashes;
    private readonly int[] _parents;
    private readonly int[] _moves;
    private readonly int _mask;
    private readonly int _limit;
    private int _count;

    public VisitedSet(int limit)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)limit + ((uint)limit / 2));
        (_hashes, _parents, _moves, _mask, _limit) = (new ulong[size], new int[size], new int[size], size - 1, limit);
    }

    public int Count => Math.Min(Volatile.Read(ref _count), _limit);

    public bool IsFull => Volatile.Read(ref _count) >= _limit;

    /// <summary>Adds a state; returns its slot, or -1 when it was reached before or the set is full.</summary>
    public int Add(ulong hash, int parent, int move)
    {
        for (var slot = (int)(hash & (uint)_mask); ; slot = (slot + 1) & _mask)
        {
            var known = Volatile.Read(ref _hashes[slot]);
            if (known == hash) return -1;
            if (known != 0) continue;
            if (IsFull) return -1;
            known = Interlocked.CompareExchange(ref _hashes[slot], hash, 0);
            if (known == hash) return -1;
            if (known != 0) continue;
            (_parents[slot], _moves[slot]) = (parent, move);
            Interlocked.Increment(ref _count);
            return slot;
        }
    }

    /// <summary>Returns the moves from the first state to a state.</summary>
    public List<int> PathTo(int slot)
    {
        var path = new List<int>();
        for (; _parents[slot] >= 0; slot = _parents[slot]) path.Add(_moves[slot]);
        path.Reverse();
        return path;
    }
}
