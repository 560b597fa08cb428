using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PaymentStatusSdk.Benchmarks;

/// <summary>Describes what figures were measured on and with.</summary>
internal static class Machine
{
    /// <summary>The processor's model, the number of cores and the version of .NET.</summary>
    public static string Description => string.Create(
        CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");

    /// <summary>Returns the name and version of the package that a type comes from.</summary>
    public static string PackageOf(Type type)
    {
        var assembly = type.Assembly;
        // Some packages have an empty one.
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        return $"{assembly.GetName().Name} {(string.IsNullOrEmpty(version) ? assembly.GetName().Version!.ToString() : version)}";
    }

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
    }
}
