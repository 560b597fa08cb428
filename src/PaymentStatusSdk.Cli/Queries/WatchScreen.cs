using PaymentStatusSdk.Cli.Output;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>Shows the progress of a watch: one line that is rewritten on a terminal, otherwise a line for each query.</summary>
internal sealed class WatchScreen : IDisposable
{
    private readonly CliHost _host;
    private readonly CliOutput _output;
    private readonly PollingSchedule _schedule;
    private readonly LiveLine? _line;
    private WatchProgress _progress;

    public WatchScreen(CliHost host, CliOutput output, string payment, PollingSchedule schedule)
    {
        (_host, _output, _schedule) = (host, output, schedule);
        var now = host.Clock.GetUtcNow();
        _progress = new WatchProgress(payment, now, now + schedule.MaxDuration!.Value);
        if (host.IsErrorTerminal && !output.IsJson)
            _line = new LiveLine(host.Error, host.Width, host.Clock, () => output.Redactor.Redact(_progress.Line(host.Clock.GetUtcNow())));
    }

    /// <summary>Shows that a query runs.</summary>
    public void Began()
    {
        _progress = _progress.Began();
        _line?.Refresh();
    }

    /// <summary>Shows the result of a query.</summary>
    public void Ended(string state, TimeSpan retryAfter)
    {
        _progress = _progress.Ended(state, _schedule, retryAfter, _host.Clock.GetUtcNow());
        if (_line is null) _output.Progress(Invariant($"query {_progress.Queries}: {state}"));
        else _line.Refresh();
    }

    /// <summary>Writes a result above the line.</summary>
    public void Write(Action write)
    {
        if (_line is null) write();
        else _line.Interrupt(write);
    }

    public void Dispose() => _line?.Dispose();
}
