using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>A bounded, thread-safe list of the latest requests, whose number can be awaited.</summary>
internal sealed class RequestRecorder(int limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private readonly List<(long Count, TaskCompletionSource Reached)> _waiters = [];
    private long _count;

    public long Count
    {
        get { lock (_lock) return _count; }
    }

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_lock) return _requests.ToArray();
    }

    public void Clear()
    {
        lock (_lock) _requests.Clear();
    }

    public void Add(HttpContext context, RequestCarrier carrier, ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            _count++;
            if (limit > 0)
            {
                if (_requests.Count == limit) _requests.Dequeue();
                _requests.Enqueue(Record(context, carrier, body, _count));
            }

            _waiters.RemoveAll(waiter => waiter.Count <= _count && waiter.Reached.TrySetResult());
        }
    }

    public Task WaitAsync(long count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    private RecordedRequest Record(HttpContext context, RequestCarrier carrier, ReadOnlyMemory<byte> body, long number)
    {
        var request = context.Request;
        var headers = new Dictionary<string, string>(request.Headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers) headers[header.Key] = header.Value.ToString();
        return new RecordedRequest(
            number,
            time.GetUtcNow(),
            request.Method,
            request.Path.Value!,
            request.ContentType,
            carrier,
            body,
            headers,
            context.Connection.ClientCertificate?.Thumbprint);
    }
}
