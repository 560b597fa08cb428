using System.Globalization;
using PaymentStatusSdk.Benchmarks.Compare;

namespace PaymentStatusSdk.Benchmarks.Cold;

/// <summary>
/// Measures what a program costs from its start to its first answer: bare, with a container and the HTTP client factory, and with this SDK.
/// </summary>
internal static class ColdCommand
{
    private const string Program = "PaymentStatusSdk.ColdStart";
    private const string Bare = "bare";

    private static readonly string[] Clients = [Bare, "factory", "sdk"];

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args);
        var program = arguments.Text("--program") ?? Default();
        var rounds = arguments.Number("--rounds", 20);
        Console.WriteLine(Machine.Description);
        Console.WriteLine($"{rounds} rounds of {program}");
        foreach (var gateway in arguments.List("--gateways", "convergegate", "ppro"))
        {
            using var server = CannedServer.Start(gateway == "ppro" ? CannedAnswers.Ppro : CannedAnswers.ConvergeGate);
            var runs = new List<ColdRun>();
            // The files must be in the system's cache, as after the first start on a machine.
            foreach (var client in Clients) await ColdRun.RunAsync(program, client, gateway, server.Address, round: 0);
            string[] order = [.. Clients];
            for (var round = 1; round <= rounds; round++)
            {
                Random.Shared.Shuffle(order);
                foreach (var client in order) runs.Add(await ColdRun.RunAsync(program, client, gateway, server.Address, round));
            }

            Print(gateway, runs);
        }

        return 0;
    }

    private static string Default()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(folder.Parent!.Parent!.FullName, Program, folder.Name, Program);
    }

    private static void Print(string gateway, List<ColdRun> runs)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"{gateway,-14}{"CPU ms",9}{"to bare",20}{"wall ms",9}{"to bare",20}   "
            + "CPU ms/methods compiled/JIT ms/assemblies until the end of:");
        foreach (var client in runs.GroupBy(run => run.Client).OrderBy(client => Array.IndexOf(Clients, client.Key)))
        {
            var stages = client.First().Stages.Select(
                (stage, index) => StageText(stage.Stage, [.. client.Select(run => run.Stages[index])]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{client.Key,-14}{Measurement.Median(client.Select(Cpu)),9:F1}{ToBare(client, runs, Cpu),20}"
                + $"{Measurement.Median(client.Select(Wall)),9:F1}{ToBare(client, runs, Wall),20}   {string.Join(", ", stages)}"));
        }
    }

    private static string StageText(string stage, StageFigures[] runs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stage} {Median(runs, run => run.CpuMilliseconds):F0}/{Median(runs, run => run.Methods):F0}/"
        + $"{Median(runs, run => run.JitMilliseconds):F0}/{Median(runs, run => run.Assemblies):F0}");

    private static double Median(StageFigures[] runs, Func<StageFigures, double> figure) => Measurement.Median(runs.Select(figure));

    private static Spread ToBare(IEnumerable<ColdRun> client, List<ColdRun> runs, Func<ColdRun, double> figure) => Spread.Of(client.Select(
        run => figure(run) / figure(runs.Single(other => other.Client == Bare && other.Round == run.Round))));

    private static double Cpu(ColdRun run) => run.FirstAnswer.CpuMilliseconds;

    private static double Wall(ColdRun run) => run.WallMilliseconds;
}
