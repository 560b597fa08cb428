using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Runs;

/// <summary>A whole run: starts a process for each processor, and adds their results up.</summary>
internal static class Run
{
    public static int Start(RunOptions options)
    {
        if (options.World is { } number) return RunOne(options, number);
        var first = RunAll(options);
        if (first is null || !options.IsTwice) return first is null ? 1 : 0;
        var second = RunAll(options);
        if (second == first) return 0;
        Console.WriteLine("The second run differs from the first.");
        return 1;
    }

    private static int RunOne(RunOptions options, int number)
    {
        using var log = options.Log is { } file ? new StreamWriter(file) { AutoFlush = true } : null;
        var result = Share.RunWorld(options, number, log);
        if (result.Violation is not null) Report(options, result);
        Console.WriteLine($"world {number}, lives {result.Lives}, log {result.Digest}, {JsonSerializer.Serialize(result.Figures)}");
        return result.Violation is null ? 0 : 1;
    }

    /// <summary>Runs all worlds; returns the digest of their logs, or null after a violation.</summary>
    private static string? RunAll(RunOptions options)
    {
        var watch = Stopwatch.StartNew();
        var results = new SortedDictionary<int, WorldResult>();
        var shares = Enumerable.Range(0, Math.Min(options.Processes, options.Worlds)).Select(share => StartShare(options, share)).ToArray();
        var readers = shares.Select(share => new Thread(() => Read(share, shares, results))).ToArray();
        foreach (var reader in readers) reader.Start();
        foreach (var reader in readers) reader.Join();
        foreach (var share in shares) share.WaitForExit();
        var violations = results.Values.Where(result => result.Violation is not null).ToArray();
        foreach (var result in violations) Report(options, result);
        if (violations.Length == 0 && results.Count < options.Worlds)
        {
            Console.WriteLine($"Only {results.Count} of {options.Worlds} worlds ended.");
            return null;
        }

        var lives = results.Values.Sum(result => result.Lives);
        var time = TimeSpan.FromTicks(results.Values.Sum(result => result.Time.Ticks));
        var figures = results.Values.Aggregate(new WorldFigures(), (sum, result) => sum + result.Figures);
        byte[] digests = [.. results.Values.SelectMany(result => Convert.FromHexString(result.Digest))];
        var digest = Convert.ToHexStringLower(SHA256.HashData(digests));
        Console.WriteLine(FormattableString.Invariant(
            $"{figures.Checks} checks, {figures.Changes} changes, {figures.Ends} ends of processes, {figures.Lines} lines of the log"));
        Console.WriteLine(FormattableString.Invariant(
            $"{lives / watch.Elapsed.TotalSeconds:F0} lives a second, {time / watch.Elapsed:F0} times real time, {watch.Elapsed}"));
        Console.WriteLine($"lives {lives}, violations {violations.Length}, log {digest}");
        return violations.Length == 0 ? digest : null;
    }

    /// <summary>Reads the results of a process. A violation ends the other processes: it has to be examined first.</summary>
    private static void Read(Process share, Process[] shares, SortedDictionary<int, WorldResult> results)
    {
        while (share.StandardOutput.ReadLine() is { } line)
        {
            if (!line.StartsWith('{'))
            {
                Console.WriteLine(line);
                continue;
            }

            var result = JsonSerializer.Deserialize<WorldResult>(line)!;
            lock (results) results.Add(result.Number, result);
            if (result.Violation is not null) Array.ForEach(shares, other => other.Kill());
        }
    }

    private static Process StartShare(RunOptions options, int share)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Started with the dotnet command, the first argument is the program.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(Run).Assembly.Location);
        string[] arguments =
        [
            "--seed", $"{options.Seed}", "--lives", $"{options.Lives}", "--processes", $"{options.Processes}", "--worker", $"{share}",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static void Report(RunOptions options, WorldResult result)
    {
        foreach (var line in result.Violation!.Lines) Console.WriteLine(line);
        Console.WriteLine($"VIOLATION in world {result.Number} of seed {options.Seed}: {result.Violation.Text}");
        Console.WriteLine($"Repeat it with --seed {options.Seed} --lives {options.Lives} --world {result.Number}");
    }
}
