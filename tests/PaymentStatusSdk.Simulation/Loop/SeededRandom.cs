namespace PaymentStatusSdk.Simulation.Loop;

/// <summary>A random number generator (SplitMix64) whose numbers depend on its seed only, on every machine and in every version.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Creates an independent generator for a purpose.</summary>
    public SeededRandom Fork(string purpose) => new(Hash(purpose) ^ Next64());

    /// <summary>Returns the seed of a part of a run.</summary>
    public static ulong SeedOf(ulong seed, long part)
    {
        var random = new SeededRandom(seed + ((ulong)part * 0xD1B5_4A32_D192_ED03));
        random.Next64();
        return random.Next64();
    }

    public ulong Next64()
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>Returns a number from 0 to less than 1.</summary>
    public double NextDouble() => (Next64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a number from 0 to less than <paramref name="count"/>.</summary>
    public int Next(int count) => (int)(Next64() % (ulong)count);

    public bool Chance(double probability) => NextDouble() < probability;

    public TimeSpan Between(TimeSpan from, TimeSpan to) => from + ((to - from) * NextDouble());

    /// <summary>Returns a duration whose logarithm is uniform: short ones are as frequent as long ones.</summary>
    public TimeSpan Spread(TimeSpan from, TimeSpan to) =>
        TimeSpan.FromTicks((long)(from.Ticks * Math.Pow((double)to.Ticks / from.Ticks, NextDouble())));

    /// <summary>Returns a duration until the next of many independent events.</summary>
    public TimeSpan Exponential(TimeSpan mean) => mean * -Math.Log(1 - NextDouble());

    private static ulong Hash(string text)
    {
        var hash = 0xCBF2_9CE4_8422_2325UL;
        foreach (var character in text) hash = (hash ^ character) * 0x100_0000_01B3;
        return hash;
    }
}
