using System.Globalization;
using System.Runtime;

namespace PaymentStatusSdk.ColdStart;

/// <summary>Notes what each stage of the program has cost, and prints it at the end.</summary>
internal sealed class Stages
{
    private readonly List<string> _ended = [];

    /// <summary>
    /// Notes the end of a stage: the process's CPU time, and the number of methods and the time of the JIT compiler, until now.
    /// </summary>
    public void End(string stage) => _ended.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{stage} {Environment.CpuUsage.TotalTime.TotalMilliseconds:F3} {JitInfo.GetCompiledMethodCount()} "
        + $"{JitInfo.GetCompilationTime().TotalMilliseconds:F3} {AppDomain.CurrentDomain.GetAssemblies().Length}"));

    public void Print()
    {
        foreach (var stage in _ended) Console.WriteLine(stage);
    }
}
