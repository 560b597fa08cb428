using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.PostgreSql.Store;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Coordination;

/// <summary>
/// An open mailbox, read by the instance that opened it. A message is deleted only when the next one is requested, so that none is lost.
/// </summary>
internal sealed class PostgreSqlCallbackMailbox(
    string id, Guid owner, TimeSpan expiresAfter, StoreDatabase database, WakeupHub hub, SignalListener listener, TimeProvider timeProvider,
    ILogger logger)
    : ICallbackMailbox
{
    private static readonly TimeSpan PollIntervalWhileListening = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private const int AcknowledgeThreshold = 8;

    private readonly KeySubscription _arrival = hub.Watch(StoreSignal.OfMailbox(id), timeProvider);
    private readonly SemaphoreSlim _receiving = new(1, 1);
    private readonly Queue<ReadOnlyMemory<byte>> _fetched = new();

    // The owner distinguishes this mailbox from a later one with the same id.
    private readonly string _acknowledge = $"""
        WITH mailbox AS (UPDATE {database.Tables.Mailbox} SET received_count = $3 WHERE id = $1 AND owner = $2 AND received_count < $3
            RETURNING id)
        DELETE FROM {database.Tables.Message} WHERE number <= $3 AND mailbox_id = (SELECT id FROM mailbox)
        """;

    private readonly string _fetch = $"""
        SELECT message.number, message.body
        FROM {database.Tables.Mailbox} mailbox JOIN {database.Tables.Message} message ON message.mailbox_id = mailbox.id
        WHERE mailbox.id = $1 AND mailbox.owner = $2 AND message.number > $3
        ORDER BY message.number
        """;

    private readonly long _opened = timeProvider.GetTimestamp();
    private bool _isFailing;
    private int _last;
    private int _acknowledged;
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
                var poll = isRead && listener.IsListening ? PollIntervalWhileListening : PollInterval;
                await _arrival.Signal.WaitAsync(poll, cancellationToken).ConfigureAwait(false);
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
        await database.RunAsync(
            batch => batch.Statement($"DELETE FROM {database.Tables.Mailbox} WHERE id = $1 AND owner = $2").Text(id).Uuid(owner),
            static (_, _) => Task.FromResult(true),
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Deletes the fetched messages before the next one is requested, because the mailbox could be full until then.</summary>
    private async Task AcknowledgeAsync()
    {
        var last = _last;
        try
        {
            await database.RunAsync(
                batch => batch.Statement(_acknowledge).Text(id).Uuid(owner).Integer(last), static (_, _) => Task.FromResult(true),
                CancellationToken.None).ConfigureAwait(false);
            _acknowledged = last;
        }
        catch (TrackingStoreException)
        {
            // The messages are already fetched; the next fetch deletes them.
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
            if (!_isFailing) StoreLog.MailboxNotRead(logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
            _isFailing = true;
            return false;
        }
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var last = _last;
        var messages = await database.RunAsync(
            batch =>
            {
                if (_acknowledged < last) batch.Statement(_acknowledge).Text(id).Uuid(owner).Integer(last);
                batch.Statement(_fetch).Text(id).Uuid(owner).Integer(last);
            },
            static async (reader, token) =>
            {
                var list = new List<(int Number, byte[] Body)>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    list.Add((reader.GetInt32(0), await reader.GetFieldValueAsync<byte[]>(1, token).ConfigureAwait(false)));
                }

                return list;
            },
            cancellationToken).ConfigureAwait(false);
        _acknowledged = last;
        foreach (var (number, body) in messages)
        {
            _fetched.Enqueue(body);
            _last = number;
        }

        if (messages.Count >= AcknowledgeThreshold) await AcknowledgeAsync().ConfigureAwait(false);
    }
}
