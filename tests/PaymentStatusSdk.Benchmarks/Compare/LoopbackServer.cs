using System.Diagnostics;
using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Starts and ends the process that answers.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Process _process;

    private LoopbackServer(Process process, Uri convergeGate, Uri ppro, Uri desjardins)
    {
        _process = process;
        ConvergeGate = convergeGate;
        Ppro = ppro;
        Desjardins = desjardins;
    }

    public Uri ConvergeGate { get; }

    public Uri Ppro { get; }

    public Uri Desjardins { get; }

    public static async Task<LoopbackServer> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // Under `dotnet x.dll` the process is the host and needs the assembly's path.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(LoopbackServer).Assembly.Location);
        start.ArgumentList.Add("serve");
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server process ended at once.");
        var endpoints = line.Split(' ');
        return new LoopbackServer(process, new Uri(endpoints[0]), new Uri(endpoints[1]), new Uri(endpoints[2]));
    }

    /// <summary>Lets the process post notifications. Returns how many were answered a second.</summary>
    public async Task<double> LoadAsync(LoadOrder order)
    {
        await _process.StandardInput.WriteLineAsync(order.ToString());
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The server process ended: see its message.");
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
