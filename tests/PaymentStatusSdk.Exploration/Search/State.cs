using System.Numerics;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>A state as the numbers of its interned parts: 64 bytes.</summary>
[InlineArray(Length)]
internal struct State
{
    public const int Length = 16;

    private int _first;

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
