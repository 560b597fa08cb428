using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>Reads the processor time of other processes from Linux, where it is counted in hundredths of a second.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    // Fields of /proc/PID/stat after the name in parentheses, which may contain blanks.
    private const int ParentField = 1;
    private const int UserField = 11;

    /// <summary>Returns the seconds of a process.</summary>
    public static double Of(int process) => Seconds(Read(process)!, count: 2);

    /// <summary>Returns the seconds of a process, its children and its ended children.</summary>
    public static double OfFamily(int process)
    {
        var total = Seconds(Read(process)!, count: 4);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) || Read(id) is not { } fields) continue;
            if (int.Parse(fields[ParentField], CultureInfo.InvariantCulture) == process) total += Seconds(fields, count: 2);
        }

        return total;
    }

    /// <summary>Returns the parent of a process.</summary>
    public static int ParentOf(int process) => int.Parse(Read(process)![ParentField], CultureInfo.InvariantCulture);

    private static double Seconds(string[] fields, int count) =>
        fields[UserField..(UserField + count)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;

    private static string[]? Read(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // The process has ended.
            return null;
        }
    }
}
