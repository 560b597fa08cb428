using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Coordination;

/// <summary>
/// An open mailbox, read by the instance that opened it. A message is deleted only when the next one is requested, so that none is lost.
/// </summary>
internal sealed class RelationalCallbackMailbox(
    string id, Guid owner, TimeSpan expiresAfter, StoreDatabase database, MailboxTables tables, WakeupHub hub, TimeProvider timeProvider,
    ILogger logger)
    : ICallbackMailbox
{
    private const int AcknowledgeThreshold = 8;

    private readonly KeySubscription _arrival = hub.Watch(StoreSignal.OfMailbox(id), timeProvider);
    private readonly SemaphoreSlim _receiving = new(1, 1);
    private readonly Queue<ReadOnlyMemory<byte>> _fetched = new();
    private readonly long _opened = timeProvider.GetTimestamp();
    private bool _isFailing;
    private long _last;
    private long _acknowledged;
    private int _isClosed;

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
    {
        await _receiving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (_fetched.TryDequeue(out var message)) return message;
                var isRead = await TryFetchAsync(cancellationToken).ConfigureAwait(false);
                if (_fetched.Count > 0) continue;
                await _arrival.Signal.WaitAsync(
                    isRead ? hub.PollInterval : database.Dialect.PollInterval, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _receiving.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1) return;
        _arrival.Dispose();
        try
        {
            await WriteAsync(tables.Close(id, owner), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TrackingStoreException or ObjectDisposedException)
        {
            // The exchange is complete, and the mailbox expires without this deletion.
        }
    }

    /// <summary>
    /// Returns false when the database is temporarily unavailable: the message may already be in the mailbox, and the gateway does not send
    /// it again.
    /// </summary>
    private async Task<bool> TryFetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FetchAsync(cancellationToken).ConfigureAwait(false);
            _isFailing = false;
            return true;
        }
        catch (TrackingStoreException exception)
            when (StoreFailures.MaySucceedLater(exception) && timeProvider.GetElapsedTime(_opened) < expiresAfter)
        {
            if (!_isFailing)
                StoreLog.MailboxNotRead(
                    logger, database.Dialect.Place, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
            _isFailing = true;
            return false;
        }
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var last = _last;
        if (_acknowledged < last)
        {
            await WriteAsync([tables.Acknowledge(id, owner, last)], cancellationToken).ConfigureAwait(false);
            _acknowledged = last;
        }

        var messages = await database.RunAsync(
            StoreAccess.Read,
            async (session, token) =>
            {
                var list = new List<(long Number, byte[] Body)>();
                await session.CompleteAsync([tables.Fetch(id, owner, last, list)], token).ConfigureAwait(false);
                return list;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (number, body) in messages)
        {
            _fetched.Enqueue(body);
            _last = number;
        }

        if (messages.Count >= AcknowledgeThreshold) await AcknowledgeAsync().ConfigureAwait(false);
    }

    /// <summary>Deletes the fetched messages before the next one is requested, because the mailbox could be full until then.</summary>
    private async Task AcknowledgeAsync()
    {
        var last = _last;
        try
        {
            await WriteAsync([tables.Acknowledge(id, owner, last)], CancellationToken.None).ConfigureAwait(false);
            _acknowledged = last;
        }
        catch (TrackingStoreException)
        {
            // The messages are already fetched; the next fetch deletes them.
        }
    }

    private Task<bool> WriteAsync(IEnumerable<SqlStatement> statements, CancellationToken cancellationToken) => database.RunAsync(
        StoreAccess.Write,
        async (session, token) =>
        {
            await session.CompleteAsync(statements, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
