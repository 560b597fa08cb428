using System.Numerics;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>
/// Estimates the number of different hashes, with an error of one or two percent, in 64 KiB: HyperLogLog. Thread-safe.
/// </summary>
internal sealed class DistinctEstimate
{
    private const int Bits = 14;

    // For each value of the first bits, the longest row of zeros after them, plus one.
    private readonly int[] _ranks = new int[1 << Bits];

    public void Add(ulong hash)
    {
        ref var place = ref _ranks[hash >> (64 - Bits)];
        var rank = BitOperations.LeadingZeroCount((hash << Bits) | 1) + 1;
        for (var known = Volatile.Read(ref place); rank > known;)
        {
            var before = Interlocked.CompareExchange(ref place, rank, known);
            if (before == known) return;
            known = before;
        }
    }

    public long Estimate()
    {
        double places = _ranks.Length;
        var empty = _ranks.Count(rank => rank == 0);
        var raw = 0.7213 / (1 + (1.079 / places)) * places * places / _ranks.Sum(rank => Math.ScaleB(1, -rank));
        // While many places are empty, their number says more than the ranks.
        return (long)(raw <= 2.5 * places && empty > 0 ? places * Math.Log(places / empty) : raw);
    }
}
