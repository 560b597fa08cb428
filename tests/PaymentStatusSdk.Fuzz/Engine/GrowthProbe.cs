namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Repeats a part of an input until it is large, and compares the CPU time of two sizes.</summary>
/// <remarks>
/// Eight times the size may take eight times the time; a quadratic reader takes 64 times. The limit lies between them, times are CPU times
/// of the process and the smallest of several runs, and a difference counts only if three measurements in a row show it.
/// </remarks>
internal static class GrowthProbe
{
    // The largest body is twice as long, so that no reader refuses these because of their length.
    private const int Small = 16 * 1024;
    private const int Large = 128 * 1024;
    private const double MaxRatio = 3.0 * Large / Small;
    private const int Attempts = 3;

    // Judging a large input takes longer than reading it, so one in so many is judged where the target allows it.
    private const int JudgedInterval = 4;

    // Below this time the resolution of the clock and of the runtime's own work decide.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(20);

    /// <summary>Probes one input.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">An input of any size.</param>
    /// <param name="random">Chooses the part that is repeated.</param>
    /// <param name="shown">The input that shows the surprise: the large one, or the given one when its part must be repeated again.</param>
    /// <returns>The surprise; null when the time is linear.</returns>
    public static Surprise? Run(FuzzTarget target, byte[] input, Random random, out byte[] shown)
    {
        shown = [];
        if (input.Length < 2) return null;
        var start = random.Next(input.Length - 1);
        var length = Math.Min(input.Length - start, 1 + random.Next(random.Next(4) == 0 ? input.Length : 24));
        return Run(target, input, new RepeatedPart(start, length), random.Next(JudgedInterval) == 0, out shown);
    }

    /// <summary>Probes one input, of which a given part is repeated.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">An input of any size.</param>
    /// <param name="part">The part that is repeated.</param>
    /// <param name="shown">The input that shows the surprise: the large one, or the given one when its part must be repeated again.</param>
    /// <returns>The surprise; null when the time is linear.</returns>
    public static Surprise? Run(FuzzTarget target, byte[] input, RepeatedPart part, out byte[] shown) =>
        Run(target, input, part, judgesLong: true, out shown);

    private static Surprise? Run(FuzzTarget target, byte[] input, RepeatedPart part, bool judgesLong, out byte[] shown)
    {
        var large = shown = Pump(input, part, Large);
        if (Trial.Run(target, large, out _, judgesLong) is { } surprise) return surprise;
        if (!target.IsTimed) return null;
        shown = input;
        var small = Pump(input, part, Small);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (slow, quick) = (Trial.CpuTime(target, large), Trial.CpuTime(target, small));
            if (slow < Noticeable || slow < quick * MaxRatio) return null;
            if (attempt == Attempts - 1)
                return new Surprise(Oracle.Time, $"{Large / Small} times the size takes {slow / quick:F0} times the time ({slow}).", part);
        }

        return null;
    }

    private static byte[] Pump(byte[] input, RepeatedPart part, int size)
    {
        var (start, length) = part;
        var times = Math.Max(1, (size - input.Length) / length);
        var pumped = new byte[input.Length + (times * length)];
        input.AsSpan(0, start).CopyTo(pumped);
        var at = start;
        for (var i = 0; i <= times; i++, at += length) input.AsSpan(start, length).CopyTo(pumped.AsSpan(at));
        input.AsSpan(start + length).CopyTo(pumped.AsSpan(at));
        return pumped;
    }
}
