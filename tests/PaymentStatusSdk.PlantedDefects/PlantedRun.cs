using System.Diagnostics;
using static System.FormattableString;

namespace PaymentStatusSdk.PlantedDefects;

/// <summary>Runs programs with patched assemblies in place of those of the packages, and prints which defects they find.</summary>
/// <param name="finders">The programs, in the order in which they search for a defect.</param>
/// <param name="output">The table.</param>
public sealed class PlantedRun(IReadOnlyList<Finder> finders, TextWriter output)
{
    private const string None = "none";
    private const int Found = 1;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(PatchedSources.Root, "artifacts", "planted");

    /// <summary>Searches for every defect.</summary>
    /// <param name="only">Parts of the names of the defects to search for; empty for all.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The exit code: 0 when all were found, each by a violation, and none without a defect.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> only, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        PlantedDefect[] defects =
        [
            .. Defects.All.Where(defect => finders.Any(finder => finder.SearchesFor(defect))
                && (only.Count == 0 || only.Any(part => defect.Name.Contains(part, StringComparison.Ordinal)))),
        ];
        var found = 0;
        output.WriteLine($"{"defect",-42} {"finder",-12} {"seconds",8} violation");
        // Without a defect, the patched assemblies must violate nothing: otherwise the rows below prove nothing.
        foreach (var finder in finders)
        {
            var watch = Stopwatch.StartNew();
            var (code, text) = await RunAsync(finder, finder.Control, None, cancellationToken).ConfigureAwait(false);
            output.WriteLine(Line(None, finder.Name, watch.Elapsed, ViolationIn(text) ?? "-"));
            if (code == 0) continue;
            output.WriteLine(Invariant($"{finder.Name} ended with exit code {code} without a defect."));
            return 1;
        }

        foreach (var defect in defects)
        {
            var (finder, time, violation) = await FindAsync(defect, cancellationToken).ConfigureAwait(false);
            if (finder is not null) found++;
            output.WriteLine(Line(defect.Name, finder?.Name ?? None, time, violation ?? "-"));
        }

        output.WriteLine(Invariant($"planted {defects.Length}, found {found}"));
        return defects.Length > 0 && found == defects.Length ? 0 : 1;
    }

    private static string Line(string defect, string finder, TimeSpan time, string violation) =>
        Invariant($"{defect,-42} {finder,-12} {time.TotalSeconds,8:F1} {violation}");

    // Anything else that ends a program with exit code 1, such as an exception, shows no defect that an invariant describes.
    private static string? ViolationIn(string text) => text.Split('\n').FirstOrDefault(line =>
        (line.StartsWith("VIOLATION in world ", StringComparison.Ordinal)
            || line.StartsWith("violation in scenario ", StringComparison.Ordinal))
        && !line.Contains("An exception escaped", StringComparison.Ordinal) && !line.Contains("The move throws", StringComparison.Ordinal));

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var source = Path.Combine(Folder, "src");
        string[] projects =
        [
            .. PatchedSources.Packages.Select(package => PatchedSources.Write(Path.Combine(source, package), package, Defects.All)),
        ];
        // The output of a copy must not replace that of the package, which has the same name.
        await File.WriteAllTextAsync(Path.Combine(source, "Directory.Build.props"), $"""
            <Project>
              <Import Project="{Path.Combine(PatchedSources.Root, "Directory.Build.props")}" />
              <PropertyGroup><ArtifactsPath>{Path.Combine(Folder, "out")}</ArtifactsPath></PropertyGroup>
            </Project>
            """, cancellationToken).ConfigureAwait(false);
        foreach (var project in projects) await BuildAsync(project, cancellationToken).ConfigureAwait(false);
        foreach (var finder in finders)
        {
            // The program that runs has been built, and its files are in use.
            var isRunning = AppContext.BaseDirectory.Contains(finder.Project, StringComparison.Ordinal);
            var built = Path.Combine(PatchedSources.Root, "artifacts", "bin", finder.Project, "release");
            if (!isRunning)
                await BuildAsync(Path.Combine(PatchedSources.Root, "tests", finder.Project), cancellationToken).ConfigureAwait(false);
            Copy(isRunning ? AppContext.BaseDirectory : built, FolderOf(finder));
            foreach (var package in PatchedSources.Packages)
            {
                var patched = Path.Combine(Folder, "out", "bin", package, "release", $"{package}.dll");
                File.Copy(patched, Path.Combine(FolderOf(finder), Path.GetFileName(patched)), overwrite: true);
            }
        }
    }

    private async Task<(Finder? Finder, TimeSpan Time, string? Violation)> FindAsync(
        PlantedDefect defect, CancellationToken cancellationToken)
    {
        var all = TimeSpan.Zero;
        foreach (var finder in finders.Where(finder => finder.SearchesFor(defect)))
        {
            var watch = Stopwatch.StartNew();
            var (code, text) = await RunAsync(finder, finder.Arguments, defect.Name, cancellationToken).ConfigureAwait(false);
            if (code == Found && ViolationIn(text) is { } violation) return (finder, watch.Elapsed, violation);
            if (code is not null and not 0)
                output.WriteLine(Invariant($"{finder.Name} ended with exit code {code} without a violation for: {defect.Name}"));
            all += watch.Elapsed;
        }

        return (null, all, null);
    }

    /// <summary>Returns the exit code, and the output; no exit code when the time was over.</summary>
    private static async Task<(int? Code, string Text)> RunAsync(
        Finder finder, IReadOnlyList<string> arguments, string defect, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(FolderOf(finder), $"{finder.Project}.dll"), .. arguments])
        {
            Environment = { [PatchedSources.Variable] = defect },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var text = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await File.WriteAllTextAsync(
                Path.Combine(Folder, $"{defect}.{finder.Name}.txt"), text, cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, text);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return (null, "");
        }
    }

    private static string FolderOf(Finder finder) => Path.Combine(Folder, finder.Project);

    private static async Task BuildAsync(string project, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["build", "-c", "Release", "-v", "q", "-nologo", project])
        {
            RedirectStandardOutput = true,
        })!;
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{project} does not build:\n{text}");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
