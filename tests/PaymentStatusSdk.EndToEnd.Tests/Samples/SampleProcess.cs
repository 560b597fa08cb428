using System.Diagnostics;

namespace PaymentStatusSdk.EndToEnd.Tests.Samples;

/// <summary>Runs a sample like its users, from the same build as the tests.</summary>
internal static class SampleProcess
{
    public static Process Start(string sample, params string[] arguments) => Start(sample, environment: null, arguments);

    public static Process Start(string sample, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var file = Path.Combine(Repository.Root, "artifacts", "bin", sample, configuration, $"{sample}.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(file);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
