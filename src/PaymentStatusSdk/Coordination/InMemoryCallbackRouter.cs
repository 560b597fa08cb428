using System.Collections.Concurrent;
using System.Threading.Channels;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Coordination;

/// <summary>
/// Routes messages in this process's memory. Closed and expired mailboxes use no memory; an open one holds a limited number of messages.
/// </summary>
internal sealed class InMemoryCallbackRouter(TimeProvider timeProvider) : ICallbackRouter
{
    /// <summary>The maximum number of messages that wait in one mailbox; further ones are not stored.</summary>
    internal const int MaxMessages = 32;

    private readonly ConcurrentDictionary<string, InMemoryMailbox> _mailboxes = new(StringComparer.Ordinal);

    /// <summary>The number of open mailboxes.</summary>
    public int OpenMailboxes => _mailboxes.Count;

    public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiresAfter, TimeSpan.Zero);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ICallbackMailbox>(cancellationToken);
        var mailbox = new InMemoryMailbox(this, id);
        if (!_mailboxes.TryAdd(id, mailbox)) throw new InvalidOperationException("A mailbox with this id is open already; use random ids.");
        mailbox.StartTimer(timeProvider, expiresAfter);
        return ValueTask.FromResult<ICallbackMailbox>(mailbox);
    }

    public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<CallbackDelivery>(cancellationToken);
        // The sender may reuse its memory afterwards.
        return ValueTask.FromResult(
            _mailboxes.TryGetValue(id, out var mailbox) ? mailbox.Put(message.ToArray()) : CallbackDelivery.NotOpen);
    }

    private sealed class InMemoryMailbox(InMemoryCallbackRouter owner, string id) : ICallbackMailbox
    {
        private readonly Channel<byte[]> _messages = Channel.CreateBounded<byte[]>(MaxMessages);

        // The same messages as in the channel, which cannot be searched.
        private readonly List<byte[]> _waiting = [];
        private readonly Lock _lock = new();
        private ITimer? _timer;
        private bool _isClosed;

        public CallbackDelivery Put(byte[] message)
        {
            lock (_lock)
            {
                if (_isClosed) return CallbackDelivery.NotOpen;
                if (_waiting.Exists(one => one.AsSpan().SequenceEqual(message))) return CallbackDelivery.AlreadyWaiting;
                if (!_messages.Writer.TryWrite(message)) return CallbackDelivery.Full;
                _waiting.Add(message);
                return CallbackDelivery.Delivered;
            }
        }

        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
        {
            var message = await _messages.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            lock (_lock) _waiting.Remove(message);
            return message;
        }

        public ValueTask DisposeAsync()
        {
            Close();
            return ValueTask.CompletedTask;
        }

        public void StartTimer(TimeProvider timeProvider, TimeSpan expiresAfter)
        {
            using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
            {
                var timer = timeProvider.CreateTimer(
                    static state => ((InMemoryMailbox)state!).Close(), this, TimeMath.TimerDuration(expiresAfter),
                    Timeout.InfiniteTimeSpan);
                lock (_lock)
                {
                    _timer = timer;
                    if (_isClosed) timer.Dispose();
                }
            }
        }

        // A receiver that is waiting continues to wait: its own token limits the wait.
        private void Close()
        {
            lock (_lock)
            {
                if (_isClosed) return;
                _isClosed = true;
                _timer?.Dispose();
            }

            owner._mailboxes.TryRemove(new KeyValuePair<string, InMemoryMailbox>(id, this));
        }
    }
}
