using System.Diagnostics;

namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Removes everything from an input that the surprise does not need.</summary>
internal static class Minimizer
{
    private const int MaxTrials = 20_000;

    // One trial of a large input may take a second.
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(1);

    /// <summary>Returns a smaller input that breaks the same rule.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">The input.</param>
    /// <param name="oracle">The rule that the input breaks.</param>
    /// <param name="onTrial">Receives each input before it is tried.</param>
    public static byte[] Reduce(FuzzTarget target, byte[] input, Oracle oracle, Action<byte[]> onTrial)
    {
        // Each trial of a slow input takes long, and its size is the point.
        if (oracle is Oracle.Time) return input;
        var (trials, start) = (0, Stopwatch.GetTimestamp());
        for (var size = Math.Max(1, input.Length / 2); size >= 1 && MayTry(); size = size == 1 ? 0 : Math.Max(1, size / 2))
        {
            for (var at = 0; at < input.Length && MayTry();)
            {
                var shorter = Without(input, at, Math.Min(size, input.Length - at));
                trials++;
                onTrial(shorter);
                if (Trial.Run(target, shorter, out _)?.Oracle == oracle) input = shorter;
                else at += size;
            }
        }

        return input;

        bool MayTry() => trials < MaxTrials && Stopwatch.GetElapsedTime(start) < MaxTime;
    }

    private static byte[] Without(byte[] input, int at, int length) => [.. input.AsSpan(0, at), .. input.AsSpan(at + length)];
}
