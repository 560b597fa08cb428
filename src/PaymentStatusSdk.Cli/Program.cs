namespace PaymentStatusSdk.Cli;

/// <summary>The entry point of the tool.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var stop = new StopSignal();
        return await CliApplication.RunAsync(args, CliHost.OfProcess(), stop.Token);
    }
}
