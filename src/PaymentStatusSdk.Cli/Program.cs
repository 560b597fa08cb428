namespace PaymentStatusSdk.Cli;

/// <summary>The entry point of the tool.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => CliApplication.RunAsync(args, CliHost.OfProcess(), CancellationToken.None);
}
