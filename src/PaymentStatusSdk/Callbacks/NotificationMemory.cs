namespace PaymentStatusSdk.Adapters;

/// <summary>Which notifications were handled, and by whom: bounded in number and time. Thread-safe.</summary>
/// <remarks>
/// Only the latest message on a topic counts. A transaction may come back to a state, and then says word for word what it said before: with
/// a longer memory that change would be lost. What differs between the messages of a topic may be unsigned, so their number is bounded too.
/// </remarks>
internal sealed class NotificationMemory(TimeProvider timeProvider, TimeSpan lifetime)
{
    internal const int MostMessagesOnTopic = 16;

    private const int MostTopics = 4_096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<RememberedDelivery>> _byTopic = new(StringComparer.Ordinal);
    private readonly LinkedList<RememberedDelivery> _byAge = new();

    /// <summary>Takes part in the handling of a message, or starts it. Null when it was handled before.</summary>
    public Task<CallbackVerdict>? JoinAsync(string topic, string content, Func<RememberedDelivery, Task<CallbackVerdict>> start, out bool isFirst)
    {
        lock (_lock)
        {
            isFirst = false;
            Forget();
            var latest = _byTopic.TryGetValue(topic, out var node) ? node.Value : null;
            // Past the limit every message counts as the latest one again: it is acknowledged only when that one was handled.
            var isLatest = latest is not null && (latest.Content == content || latest.Number >= MostMessagesOnTopic);
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

    // The first message's time and place stay with the topic: a flood of variations ends when they are forgotten, and renews nothing.
    private RememberedDelivery Add(string topic, string content, RememberedDelivery? former)
    {
        if (former is not null)
        {
            var next = new RememberedDelivery(topic, content, former.At, former.HasFailed ? former.Number : former.Number + 1);
            _byTopic[topic].Value = next;
            return next;
        }

        if (_byAge.Count >= MostTopics) Remove(_byAge.First!);
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

    /// <summary>One message, however often it is delivered.</summary>
    internal sealed class RememberedDelivery(string topic, string content, DateTimeOffset at, int number)
    {
        private readonly Lock _lock = new();
        private HashSet<int>? _takers;

        public string Topic => topic;

        public string Content => content;

        /// <summary>When the topic's first message came in.</summary>
        public DateTimeOffset At => at;

        /// <summary>Which of the topic's messages it is, from 1. Those that no handler took do not count.</summary>
        public int Number => number;

        public Task<CallbackVerdict>? Run { get; set; }

        public bool IsComplete { get; private set; }

        public bool HasFailed => !IsComplete && Run is not { IsCompleted: false };

        public bool WasTaken(int handler)
        {
            lock (_lock) return _takers?.Contains(handler) == true;
        }

        public void Take(int handler)
        {
            lock (_lock) (_takers ??= []).Add(handler);
        }

        /// <summary>From now on only the topic and the content are of interest: thousands of these are kept.</summary>
        public void Complete()
        {
            IsComplete = true;
            Run = null;
            lock (_lock) _takers = null;
        }
    }
}
