using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Callbacks;

/// <summary>Remembers which notifications were handled by which handlers: limited in number and time. Thread-safe.</summary>
/// <remarks>
/// Only the latest message on a topic is remembered. A transaction may return to an earlier state, and its message is then identical to an
/// earlier one: with a longer memory that change would be lost. The content of a message may be unsigned, so the number of messages on a
/// topic is limited.
/// </remarks>
internal sealed class NotificationMemory(TimeProvider timeProvider, TimeSpan lifetime)
{
    internal const int MaxMessagesPerTopic = 16;

    private const int MaxTopics = 4_096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<RememberedDelivery>> _byTopic = new(StringComparer.Ordinal);
    private readonly LinkedList<RememberedDelivery> _byAge = new();

    /// <summary>Joins the processing of a message, or starts it. Returns null when the message was handled before.</summary>
    public Task<CallbackVerdict>? JoinAsync(
        string topic, string content, Func<RememberedDelivery, Task<CallbackVerdict>> start, out bool isFirst)
    {
        lock (_lock)
        {
            isFirst = false;
            Forget();
            var latest = _byTopic.TryGetValue(topic, out var node) ? node.Value : null;
            // Beyond the limit every message is treated as the latest one: it is acknowledged only after that one was handled.
            var isLatest = latest is not null && (latest.Content == content || latest.Number >= MaxMessagesPerTopic);
            var delivery = isLatest ? latest! : Add(topic, content, latest);
            if (delivery.IsComplete) return null;
            if (delivery.Run is { IsCompleted: false } run) return run;
            isFirst = true;
            return delivery.Run = start(delivery);
        }
    }

    public void Complete(RememberedDelivery delivery)
    {
        lock (_lock) delivery.Complete();
    }

    // The topic keeps the first message's time and position: a flood of variations ends when the topic is forgotten, and does not extend
    // its life.
    private RememberedDelivery Add(string topic, string content, RememberedDelivery? former)
    {
        if (former is not null)
        {
            var next = new RememberedDelivery(topic, content, former.At, former.HasFailed ? former.Number : former.Number + 1);
            _byTopic[topic].Value = next;
            return next;
        }

        if (_byAge.Count >= MaxTopics) Remove(_byAge.First!);
        var delivery = new RememberedDelivery(topic, content, timeProvider.GetUtcNow(), number: 1);
        _byTopic[topic] = _byAge.AddLast(delivery);
        return delivery;
    }

    private void Forget()
    {
        var oldest = timeProvider.GetUtcNow() - lifetime;
        while (_byAge.First is { } first && first.Value.At <= oldest) Remove(first);
    }

    private void Remove(LinkedListNode<RememberedDelivery> node)
    {
        _byAge.Remove(node);
        _byTopic.Remove(node.Value.Topic);
    }

    /// <summary>One message, regardless of how many times it is delivered.</summary>
    internal sealed class RememberedDelivery(string topic, string content, DateTimeOffset at, int number)
    {
        private readonly Lock _lock = new();
        private HashSet<int>? _handledBy;

        public string Topic => topic;

        public string Content => content;

        /// <summary>The time at which the topic's first message was received.</summary>
        public DateTimeOffset At => at;

        /// <summary>The number of this message on its topic, from 1. Messages that no handler processed do not count.</summary>
        public int Number => number;

        public Task<CallbackVerdict>? Run { get; set; }

        public bool IsComplete { get; private set; }

        public bool HasFailed => !IsComplete && Run is not { IsCompleted: false };

        public bool WasHandledBy(int handler)
        {
            lock (_lock) return _handledBy?.Contains(handler) == true;
        }

        public void MarkHandledBy(int handler)
        {
            lock (_lock) (_handledBy ??= []).Add(handler);
        }

        /// <summary>Marks the message as handled and releases what is no longer needed: thousands of instances are kept.</summary>
        public void Complete()
        {
            IsComplete = true;
            Run = null;
            lock (_lock)
            {
                _handledBy = null;
            }
        }
    }
}
