using PaymentStatusSdk.ManyInstances.Logs;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.ManyInstances;

/// <summary>
/// The merchant's own work, which takes time and sometimes fails, before or after its effect.
/// </summary>
internal sealed class LedgerHandler(Ledger ledger, HandlerLog log) : IStatusChangeHandler
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Undoing = TimeSpan.FromMilliseconds(200);

    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken) =>
        log.RunAsync(change, () => WriteAsync(change, cancellationToken), cancellationToken);

    private async Task WriteAsync(StatusChange change, CancellationToken cancellationToken)
    {
        var luck = change.Attempt == 1 ? change.Id.ToByteArray()[15] % 32 : -1;
        if (luck == 0) throw new InvalidOperationException("Not now.");
        await WorkAsync(change.Id.ToByteArray()[14] % 4, cancellationToken);
        ledger.Write(change);
        if (luck == 1) throw new InvalidOperationException("The work is done, but the call fails.");
    }

    private static async Task WorkAsync(int kind, CancellationToken cancellationToken)
    {
        // A step that must not be interrupted.
        if (kind == 0) await Task.Delay(Work, TimeProvider.System, CancellationToken.None);
        if (kind != 1) return;
        await Task.Delay(Work, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested) return;
        // It observes its token, but rolls back its work first.
        await Task.Delay(Undoing, TimeProvider.System, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
