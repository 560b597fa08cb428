using BenchmarkDotNet.Running;
using PaymentStatusSdk.Benchmarks.Compare;

return args switch
{
    ["serve", ..] => await ServeCommand.RunAsync(),
    ["compare", .. var rest] => await CompareCommand.RunAsync(rest),
    _ => Micro(args),
};

static int Micro(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args);
    return 0;
}
