using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>One line on a terminal that is written again every second, below the lines of the results. Thread-safe.</summary>
internal sealed class LiveLine : IDisposable
{
    private const string Clear = "\r\u001b[K";

    private readonly Lock _lock = new();
    private readonly TextWriter _terminal;
    private readonly int _width;
    private readonly Func<string> _text;
    private readonly ITimer _timer;
    private bool _isDisposed;

    /// <summary>Shows the line at once, and then every second.</summary>
    public LiveLine(TextWriter terminal, int width, TimeProvider clock, Func<string> text)
    {
        (_terminal, _width, _text) = (terminal, width, text);
        _timer = clock.CreateTimer(static line => ((LiveLine)line!).Refresh(), this, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>Writes the line again.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            if (!_isDisposed) Write();
        }
    }

    /// <summary>Removes the line while something else is written.</summary>
    public void Interrupt(Action write)
    {
        lock (_lock)
        {
            _terminal.Write(Clear);
            _terminal.Flush();
            write();
            Write();
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _terminal.Write(Clear);
            _terminal.Flush();
        }
    }

    // A line that does not fit would be wrapped, and its first part would stay.
    private void Write()
    {
        var text = TerminalText.Clean(_text());
        _terminal.Write(Clear + TextRules.Truncate(text, Math.Max(1, _width - 1)));
        _terminal.Flush();
    }
}
