using System.Diagnostics;

namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>The process of a worker, as the shop that has started it sees it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task _reading;

    private WorkerProcess(Process process, Action<WorkReport> onReport, Action onEnd)
    {
        _process = process;
        Id = process.Id;
        _reading = ReadAsync(onReport, onEnd);
    }

    /// <summary>The number of the process in the operating system.</summary>
    public int Id { get; }

    /// <summary>Returns the environment variables of a worker: the settings that a real worker has in its own configuration.</summary>
    public static IReadOnlyDictionary<string, string> SettingsOf(IConfiguration configuration, PaymentStore store) =>
        configuration.GetSection("PaymentStatus").AsEnumerable()
            .Append(new(PaymentStore.ConnectionKey, store.ConnectionString))
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);

    /// <summary>Starts this program again as a worker.</summary>
    /// <param name="settings">The environment variables to add.</param>
    /// <param name="onReport">Called for each report of the worker.</param>
    /// <param name="onEnd">Called when the process has ended.</param>
    public static WorkerProcess Start(IReadOnlyDictionary<string, string> settings, Action<WorkReport> onReport, Action onEnd)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Started as "dotnet MerchantWeb.dll", the program is the first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add(WorkerHost.Argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new WorkerProcess(Process.Start(start)!, onReport, onEnd);
    }

    /// <summary>Ends the process at once, as a crash does: it completes, releases and writes nothing.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Stops the worker as a deployment does: it completes its work first.</summary>
    public async ValueTask DisposeAsync()
    {
        // The worker watches its standard input.
        _process.StandardInput.Close();
        try
        {
            await _reading.WaitAsync(TimeToStop);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _reading;
        }

        _process.Dispose();
    }

    private async Task ReadAsync(Action<WorkReport> onReport, Action onEnd)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (WorkReport.Parse(line) is { } report) onReport(report);
        }

        await _process.WaitForExitAsync();
        onEnd();
    }
}
