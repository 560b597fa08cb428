using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.ManyInstances.Logs;

/// <summary>Logs the calls of handlers.</summary>
internal sealed class HandlerLog(EventLog log, HeldClaims claims)
{
    public async Task RunAsync(StatusChange change, Func<Task> handle, CancellationToken cancellationToken)
    {
        var (row, fence) = (change.Transaction.Id, claims.FenceOf(change.Id));
        log.Add([new HandlerStarted(default, row, change.Id, fence)]);
        var end = HandlerEnd.Failed;
        try
        {
            await handle();
            end = HandlerEnd.Completed;
        }
        catch when (cancellationToken.IsCancellationRequested)
        {
            end = HandlerEnd.Interrupted;
            throw;
        }
        finally
        {
            log.Add([new HandlerEnded(default, row, change.Id, fence, end)]);
        }
    }
}
