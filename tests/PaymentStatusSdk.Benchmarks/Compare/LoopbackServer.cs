using System.Diagnostics;
using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Starts and ends the process that answers.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Process _process;

    private LoopbackServer(Process process, CannedEndpoints canned, Uri desjardins)
    {
        _process = process;
        Canned = canned;
        Desjardins = desjardins;
    }

    public CannedEndpoints Canned { get; }

    public Uri Desjardins { get; }

    public static async Task<LoopbackServer> StartAsync()
    {
        var process = OwnProcess.Start("serve");
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server process ended at once.");
        var endpoints = line.Split(' ');
        return new LoopbackServer(process, CannedEndpoints.Parse(endpoints[..3]), new Uri(endpoints[3]));
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
