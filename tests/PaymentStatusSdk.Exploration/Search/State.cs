using System.Numerics;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>A state as the numbers of its interned parts: 68 bytes.</summary>
[InlineArray(Length)]
internal struct State
{
    public const int Length = 17;

    /// <summary>The first part of what is left of the budget of moves, in <see cref="BudgetLength"/> parts.</summary>
    public const int Budget = 1;

    public const int BudgetLength = 3;

    private int _first;

    /// <summary>Returns a hash of the state without what is left of its budget.</summary>
    public readonly ulong HashWithoutBudget()
    {
        var state = this;
        for (var index = 0; index < BudgetLength; index++) state[Budget + index] = 0;
        return state.Hash();
    }

    /// <summary>Returns a hash of 64 bits. Two of 10^8 states have equal hashes with a probability below 0.001.</summary>
    public readonly ulong Hash()
    {
        var hash = 0x9E3779B97F4A7C15UL;
        foreach (var part in this)
        {
            hash ^= (uint)part * 0xC2B2AE3D27D4EB4FUL;
            hash = BitOperations.RotateLeft(hash, 29) * 0x9E3779B185EBCA87UL;
            hash ^= hash >> 32;
        }

        hash ^= hash >> 29;
        hash *= 0xBF58476D1CE4E5B9UL;
        hash ^= hash >> 32;
        // Zero marks a free slot.
        return hash == 0 ? 1 : hash;
    }
}
