using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.PostgreSql.Store;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Adapters;

/// <summary>An open box, read by the instance that opened it. A message leaves the database only when the next one is asked for: none is lost on the way.</summary>
internal sealed class PostgreSqlCallbackMailbox(
    string id, Guid opener, TimeSpan expiresAfter, StoreDatabase database, WakeupHub board, SignalListener listener, TimeProvider timeProvider, ILogger logger)
    : ICallbackMailbox
{
    private static readonly TimeSpan PollWhileListening = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollOtherwise = TimeSpan.FromMilliseconds(250);

    private const int ManyMessages = 8;

    private readonly SignalWatch _watch = board.Watch(StoreSignal.OfMailbox(id));
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<ReadOnlyMemory<byte>> _fetched = new();

    // The box that was opened, not one of the same id that came after it.
    private readonly string _acknowledge = $"""
        WITH box AS (UPDATE {database.Tables.Mailbox} SET taken = $3 WHERE id = $1 AND opened_by = $2 AND taken < $3 RETURNING id)
        DELETE FROM {database.Tables.Message} WHERE number <= $3 AND box = (SELECT id FROM box)
        """;

    private readonly string _fetch = $"""
        SELECT message.number, message.body
        FROM {database.Tables.Mailbox} box JOIN {database.Tables.Message} message ON message.box = box.id
        WHERE box.id = $1 AND box.opened_by = $2 AND message.number > $3
        ORDER BY message.number
        """;

    private readonly long _opened = timeProvider.GetTimestamp();
    private bool _isFailing;
    private int _last;
    private int _acknowledged;
    private int _isClosed;

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (_fetched.TryDequeue(out var message)) return message;
                var isRead = await TryFetchAsync(cancellationToken).ConfigureAwait(false);
                if (_fetched.Count > 0) continue;
                var poll = isRead && listener.IsListening ? PollWhileListening : PollOtherwise;
                await _watch.WaitAsync(poll, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1) return;
        _watch.Dispose();
        await database.RunAsync(
            batch => batch.Statement($"DELETE FROM {database.Tables.Mailbox} WHERE id = $1 AND opened_by = $2").Text(id).Uuid(opener),
            static (_, _) => Task.FromResult(true),
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Does not wait until the next message is asked for: the box would be full meanwhile.</summary>
    private async Task MakeRoomAsync()
    {
        var last = _last;
        try
        {
            await database.RunAsync(
                batch => batch.Statement(_acknowledge).Text(id).Uuid(opener).Integer(last), static (_, _) => Task.FromResult(true), CancellationToken.None).ConfigureAwait(false);
            _acknowledged = last;
        }
        catch (TrackingStoreException)
        {
            // The messages are here; the next fetch makes room.
        }
    }

    /// <summary>False when the database is away for the moment: the answer may be in the box already, and the gateway does not repeat it.</summary>
    private async Task<bool> TryFetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FetchAsync(cancellationToken).ConfigureAwait(false);
            _isFailing = false;
            return true;
        }
        catch (TrackingStoreException exception) when (StoreFailures.MayPass(exception) && timeProvider.GetElapsedTime(_opened) < expiresAfter)
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
                if (_acknowledged < last) batch.Statement(_acknowledge).Text(id).Uuid(opener).Integer(last);
                batch.Statement(_fetch).Text(id).Uuid(opener).Integer(last);
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

        if (messages.Count >= ManyMessages) await MakeRoomAsync().ConfigureAwait(false);
    }
}
