using System.Runtime.InteropServices;

namespace PaymentStatusSdk.Cli;

/// <summary>
/// Cancels the command at the first signal of a terminal or a service manager. The command ends when its work has ended, however long that
/// takes; a second signal ends the process immediately.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly IDisposable[] _registrations;

    public StopSignal()
        : this(PosixSignalRegistration.Create)
    {
    }

    internal StopSignal(Func<PosixSignal, Action<PosixSignalContext>, IDisposable> register) => _registrations =
    [
        register(PosixSignal.SIGINT, Handle), register(PosixSignal.SIGTERM, Handle),
    ];

    public CancellationToken Token => _stopping.Token;

    internal void Handle(PosixSignalContext context)
    {
        try
        {
            context.Cancel = !_stopping.IsCancellationRequested;
            // CancelAsync runs the callbacks on another thread, so this one can receive the second signal.
            _ = _stopping.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The command has just ended.
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stopping.Dispose();
    }
}
