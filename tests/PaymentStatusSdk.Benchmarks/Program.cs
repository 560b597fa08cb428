using System.Globalization;
using BenchmarkDotNet.Running;
using PaymentStatusSdk.Benchmarks.Cold;
using PaymentStatusSdk.Benchmarks.Compare;
using PaymentStatusSdk.Benchmarks.League;
using PaymentStatusSdk.Benchmarks.Tracking;

return args switch
{
    ["serve", ..] => await ServeCommand.RunAsync(),
    ["slow-gateway", var count] => await GatewayCommand.RunAsync(int.Parse(count, CultureInfo.InvariantCulture)),
    ["worker", .. var rest] => await WorkerCommand.RunAsync(rest),
    ["tracking", .. var rest] => await TrackingCommand.RunAsync(rest),
    ["compare-clients", .. var rest] => await ClientsCommand.RunAsync(rest),
    ["compare", .. var rest] => await CompareCommand.RunAsync(rest),
    ["cold", .. var rest] => await ColdCommand.RunAsync(rest),
    ["league-gateway", var plan] => await LeagueGateway.RunAsync(plan),
    ["league-worker", .. var rest] => await LeagueWorkerCommand.RunAsync(rest),
    ["league", .. var rest] => await LeagueCommand.RunAsync(rest),
    _ => Micro(args),
};

static int Micro(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args);
    return 0;
}
