using System.Diagnostics;

namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>The workers of this shop, and which payments each of them checks. Thread-safe.</summary>
/// <remarks>
/// The shop only shows this. A worker that takes over a payment knows nothing of the other workers: it claims the payment from the store
/// when the lease of the killed worker has expired.
/// </remarks>
internal sealed class WorkerPool(IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private const int Size = 2;
    private const int MostShown = 6;

    private readonly Lock _lock = new();
    private readonly List<Worker> _workers = [];
    private readonly List<Takeover> _takeovers = [];
    private int _started;
    private bool _isClosed;

    /// <summary>Whether fewer workers run than at the start.</summary>
    public bool HasRoom
    {
        get { lock (_lock) return !_isClosed && _workers.Count(worker => worker.IsRunning) < Size; }
    }

    /// <summary>Starts workers until there are enough.</summary>
    public void Fill()
    {
        while (Add())
        {
            // The next one.
        }
    }

    /// <summary>Starts a worker. Returns false when enough workers run.</summary>
    public bool Add()
    {
        lock (_lock)
        {
            if (!HasRoom) return false;
            var worker = new Worker(++_started);
            worker.Process = WorkerProcess.Start(settings, report => Note(worker, report), () => End(worker));
            _workers.Add(worker);
            return true;
        }
    }

    /// <summary>Kills a worker. Returns false when it does not run.</summary>
    public bool Kill(int number)
    {
        lock (_lock)
        {
            if (_workers.Find(worker => worker.Number == number) is not { IsRunning: true } worker) return false;
            worker.IsKilled = true;
            worker.Process!.Kill();
            return true;
        }
    }

    /// <summary>Returns the workers in the order of their start.</summary>
    public WorkerView[] List()
    {
        lock (_lock) return [.. _workers.Select(worker => worker.View())];
    }

    /// <summary>Returns what workers have taken over, newest first.</summary>
    public Takeover[] ListTakeovers()
    {
        lock (_lock) return [.. _takeovers];
    }

    public async ValueTask DisposeAsync()
    {
        Worker[] workers;
        lock (_lock)
        {
            _isClosed = true;
            workers = [.. _workers];
        }

        await Task.WhenAll(workers.Select(worker => worker.Process!.DisposeAsync().AsTask()));
    }

    private void Note(Worker worker, WorkReport report)
    {
        lock (_lock)
        {
            worker.Orders.Remove(report.OrderId);
            if (!report.IsBeginning) return;
            worker.Orders.Add(report.OrderId);
            if (_workers.Find(other => !other.IsRunning && other.Orders.Remove(report.OrderId)) is not { } left) return;
            var waited = Stopwatch.GetElapsedTime(left.EndTime!.Value);
            _takeovers.Insert(0, new Takeover(
                report.OrderId, left.Process!.Id, worker.Process!.Id, Math.Round(waited.TotalSeconds, 1)));
            if (_takeovers.Count > MostShown) _takeovers.RemoveAt(MostShown);
        }
    }

    private void End(Worker worker)
    {
        lock (_lock)
        {
            worker.EndTime = Stopwatch.GetTimestamp();
            // A pool that is being closed disposes of its workers itself.
            if (_isClosed || _workers.Count <= MostShown) return;
            _workers.Remove(_workers.First(one => !one.IsRunning));
        }
    }

    private sealed class Worker(int number)
    {
        public int Number => number;

        public WorkerProcess? Process { get; set; }

        /// <summary>The orders whose payments it checks, or left when it ended.</summary>
        public List<string> Orders { get; } = [];

        public bool IsKilled { get; set; }

        public long? EndTime { get; set; }

        public bool IsRunning => EndTime is null;

        public WorkerView View() => new(number, Process!.Id, IsRunning, IsKilled, [.. Orders]);
    }
}
