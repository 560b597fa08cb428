using System.Collections.Concurrent;
using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// Keeps the messages of a mailbox back until all of them have arrived. The session receives them at once, so that none is too late to
/// contradict the others, whatever the threads do.
/// </summary>
internal sealed class SessionRouter : ICallbackRouter
{
    // The documented number.
    private const int MaxMessages = 32;

    private readonly ConcurrentDictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);

    public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        var mailbox = new Mailbox(() => _mailboxes.TryRemove(id, out _));
        _mailboxes[id] = mailbox;
        return ValueTask.FromResult<ICallbackMailbox>(mailbox);
    }

    public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_mailboxes.TryGetValue(id, out var mailbox) ? mailbox.Put(message.ToArray()) : CallbackDelivery.NotOpen);

    /// <summary>Lets the sessions receive all messages that have arrived.</summary>
    public void Release()
    {
        foreach (var mailbox in _mailboxes.Values) mailbox.Release();
    }

    private sealed class Mailbox(Action onClosed) : ICallbackMailbox
    {
        private readonly Lock _lock = new();
        private readonly List<byte[]> _messages = [];
        private TaskCompletionSource<ReadOnlyMemory<byte>>? _receiver;
        private bool _isReleased;

        public CallbackDelivery Put(byte[] message)
        {
            lock (_lock)
            {
                if (_messages.Exists(one => one.AsSpan().SequenceEqual(message))) return CallbackDelivery.AlreadyWaiting;
                if (_messages.Count == MaxMessages) return CallbackDelivery.Full;
                _messages.Add(message);
                if (_isReleased) Release();
                return CallbackDelivery.Delivered;
            }
        }

        public void Release()
        {
            lock (_lock)
            {
                _isReleased = true;
                if (_messages.Count > 0 && _receiver?.TrySetResult(_messages[0]) == true) _messages.RemoveAt(0);
            }
        }

        // A message that has arrived is returned without a wait: the session takes all of them in one step.
        public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                if (_isReleased && _messages.Count > 0)
                {
                    var message = _messages[0];
                    _messages.RemoveAt(0);
                    return ValueTask.FromResult<ReadOnlyMemory<byte>>(message);
                }

                var receiver = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
                _receiver = receiver;
                cancellationToken.UnsafeRegister((_, token) => receiver.TrySetCanceled(token), null);
                return new ValueTask<ReadOnlyMemory<byte>>(receiver.Task);
            }
        }

        public ValueTask DisposeAsync()
        {
            onClosed();
            return ValueTask.CompletedTask;
        }
    }
}
