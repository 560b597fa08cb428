namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Removes everything from an input that the surprise does not need.</summary>
internal static class Minimizer
{
    private const int MaxTrials = 20_000;

    /// <summary>Returns a smaller input that breaks the same rule.</summary>
    public static byte[] Reduce(FuzzTarget target, byte[] input, Oracle oracle)
    {
        // Each trial of a slow input takes long, and its size is the point.
        if (oracle is Oracle.Time) return input;
        var trials = 0;
        for (var size = Math.Max(1, input.Length / 2); size >= 1 && trials < MaxTrials; size = size == 1 ? 0 : Math.Max(1, size / 2))
        {
            for (var at = 0; at < input.Length && trials < MaxTrials;)
            {
                var shorter = Without(input, at, Math.Min(size, input.Length - at));
                trials++;
                if (Trial.Run(target, shorter, out _)?.Oracle == oracle) input = shorter;
                else at += size;
            }
        }

        return input;
    }

    private static byte[] Without(byte[] input, int at, int length) => [.. input.AsSpan(0, at), .. input.AsSpan(at + length)];
}
