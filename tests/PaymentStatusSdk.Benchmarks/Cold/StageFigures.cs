using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Cold;

/// <summary>The resources that a program has used until the end of a stage.</summary>
/// <param name="Stage">The name of the stage.</param>
/// <param name="CpuMilliseconds">The process's CPU time.</param>
/// <param name="Methods">The number of methods that were compiled; those of precompiled assemblies do not count.</param>
/// <param name="JitMilliseconds">The time of the JIT compiler, on all threads.</param>
/// <param name="Assemblies">The number of loaded assemblies.</param>
internal sealed record StageFigures(string Stage, double CpuMilliseconds, double Methods, double JitMilliseconds, double Assemblies)
{
    public static StageFigures Parse(string line)
    {
        var parts = line.Split(' ');
        var figures = parts[1..].Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new StageFigures(parts[0], figures[0], figures[1], figures[2], figures[3]);
    }
}
