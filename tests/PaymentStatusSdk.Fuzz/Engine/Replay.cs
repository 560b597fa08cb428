namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Runs one input again.</summary>
internal static class Replay
{
    /// <summary>Runs it as it is, or repeats a part of it until it is large.</summary>
    /// <returns>The exit code: 1 when there was a surprise.</returns>
    public static int Run(FuzzTarget target, string file, RepeatedPart? repeated)
    {
        var input = File.ReadAllBytes(file);
        var surprise = Trial.Run(target, input, out var description);
        if (repeated is { } part)
        {
            if (!part.IsIn(input)) throw new ArgumentException($"The input has no part {part}.", nameof(repeated));
            surprise ??= GrowthProbe.Run(target, input, part, out _);
        }

        Console.WriteLine($"{target.Name}, {input.Length} bytes: {description}");
        if (surprise is not null) Console.WriteLine($"{surprise.Oracle}: {surprise.Message}");
        Console.WriteLine($"executions 1, surprises {(surprise is null ? 0 : 1)}");
        return surprise is null ? 0 : 1;
    }
}
