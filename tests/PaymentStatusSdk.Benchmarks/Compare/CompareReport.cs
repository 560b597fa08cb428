using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// Prints the measurements of one process: ratios within each round, as the smallest, the largest and (in brackets) the median of all
/// rounds.
/// </summary>
internal static class CompareReport
{
    private const string Bare = "bare";
    private const string Sdk = "sdk";

    public static void Print(string title, Measurement[] measured)
    {
        foreach (var group in measured.GroupBy(one => (one.Gateway, one.Callers)))
        {
            Console.WriteLine();
            Console.WriteLine($"{group.Key.Gateway}, {group.Key.Callers} caller(s), {title}");
            Console.WriteLine(
                $"{"client",-20}{"CPU us",9}{"bytes",9}{"queries/s",11}{"work items",12}{"CPU/bare",20}{"bytes/bare",20}"
                + $"{"sdk CPU/it",20}{"sdk bytes/it",20}");
            foreach (var client in group.GroupBy(one => one.Client).OrderBy(client => Order(client.Key))) Print(client, [.. group]);
        }
    }

    private static void Print(IGrouping<string, Measurement> client, Measurement[] all)
    {
        var toBare = (Cpu: Ratios(client, all, Bare, Cpu, isInverse: false), Bytes: Ratios(client, all, Bare, Bytes, isInverse: false));
        var ofSdk = (Cpu: Ratios(client, all, Sdk, Cpu, isInverse: true), Bytes: Ratios(client, all, Sdk, Bytes, isInverse: true));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{client.Key,-20}{Measurement.Median(client.Select(Cpu)),9:F1}{Measurement.Median(client.Select(Bytes)),9:F0}"
            + $"{Measurement.Median(client.Select(one => one.QueriesPerSecond)),11:F0}"
            + $"{Measurement.Median(client.Select(one => one.WorkItemsPerQuery)),12:F2}{toBare.Cpu,20}{toBare.Bytes,20}{ofSdk.Cpu,20}"
            + $"{ofSdk.Bytes,20}"));
    }

    private static string Ratios(
        IEnumerable<Measurement> client, Measurement[] all, string other, Func<Measurement, double> figure, bool isInverse)
    {
        if (!all.Any(one => one.Client == other)) return "-";
        return Spread.Of(client.Select(one =>
        {
            var ratio = figure(one) / figure(all.Single(two => two.Client == other && two.Round == one.Round));
            return isInverse ? 1 / ratio : ratio;
        })).ToString();
    }

    private static double Cpu(Measurement one) => one.CpuMicrosecondsPerQuery;

    private static double Bytes(Measurement one) => one.AllocatedBytesPerQuery;

    private static int Order(string client) => client switch
    {
        Bare => 0,
        "handwritten" => 1,
        Sdk => 2,
        _ => 3,
    };
}
