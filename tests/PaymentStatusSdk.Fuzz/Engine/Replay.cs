namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Runs one input again.</summary>
internal static class Replay
{
    public static int Run(FuzzTarget target, string file)
    {
        var input = File.ReadAllBytes(file);
        var surprise = Trial.Run(target, input, out var description);
        Console.WriteLine($"{target.Name}, {input.Length} bytes: {description}");
        if (surprise is not null) Console.WriteLine($"{surprise.Oracle}: {surprise.Message}");
        Console.WriteLine($"executions 1, surprises {(surprise is null ? 0 : 1)}");
        return surprise is null ? 0 : 1;
    }
}
