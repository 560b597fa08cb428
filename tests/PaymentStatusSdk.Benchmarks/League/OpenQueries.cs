namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// The queries that the gateway has received and not answered. It holds back the answers to a worker that is about to be killed, and then
/// measures when other workers have checked the payments of the killed one. Thread-safe.
/// </summary>
internal sealed class OpenQueries(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Worker> _workers = [];
    private readonly List<Kill> _kills = [];

    /// <summary>Adds a worker and returns its number.</summary>
    public int AddWorker()
    {
        lock (_lock)
        {
            _workers.Add(new Worker());
            return _workers.Count - 1;
        }
    }

    /// <summary>Records a query that has arrived.</summary>
    public void Receive(int worker, int payment)
    {
        lock (_lock)
        {
            var sender = _workers[worker];
            sender.Open.Add(payment);
            if (sender.Open.Count >= sender.Wanted) sender.Waits.TrySetResult();
        }
    }

    /// <summary>
    /// Records that a query is answered now. While the worker's answers are held back it waits, and if the worker is then killed it returns
    /// false.
    /// </summary>
    public async Task<bool> TryAnswerAsync(int worker, int payment)
    {
        Task held;
        lock (_lock) held = _workers[worker].Held.Task;
        await held;
        lock (_lock)
        {
            var sender = _workers[worker];
            if (sender.IsKilled) return false;
            sender.Open.Remove(payment);
            foreach (var kill in _kills) kill.Answered(payment, time);
            return true;
        }
    }

    /// <summary>
    /// Holds back the answers to a worker until it is killed. The task completes when the worker waits for so many answers.
    /// </summary>
    public Task HoldAsync(int worker, int queries)
    {
        lock (_lock)
        {
            var holder = _workers[worker];
            holder.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            holder.Wanted = queries;
            if (holder.Open.Count >= queries) holder.Waits.TrySetResult();
            return holder.Waits.Task;
        }
    }

    /// <summary>Records that a worker has been killed, and returns the number of payments whose checks that has interrupted.</summary>
    public int RecordKill(int worker)
    {
        lock (_lock)
        {
            var killed = _workers[worker];
            var payments = killed.Open.ToHashSet();
            killed.IsKilled = true;
            killed.Held.TrySetResult();
            _kills.Add(new Kill(payments, payments.Count, time.GetTimestamp()));
            return payments.Count;
        }
    }

    /// <summary>Returns all kills in their order.</summary>
    public Interruption[] Interruptions()
    {
        lock (_lock) return [.. _kills.Select(kill => new Interruption(kill.Checks, kill.Settled?.TotalSeconds))];
    }

    private sealed class Worker
    {
        public Worker() => Held.SetResult();

        // A payment may be in it twice.
        public List<int> Open { get; } = [];

        public TaskCompletionSource Held { get; set; } = new();

        public TaskCompletionSource Waits { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Wanted { get; set; } = int.MaxValue;

        public bool IsKilled { get; set; }
    }

    private sealed class Kill(HashSet<int> open, int checks, long at)
    {
        public int Checks => checks;

        public TimeSpan? Settled { get; private set; }

        public void Answered(int payment, TimeProvider time)
        {
            if (open.Remove(payment) && open.Count == 0) Settled = time.GetElapsedTime(at);
        }
    }
}
