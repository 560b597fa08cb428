namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Counts the requests of a client inside its HttpClient. Thread-safe.</summary>
public sealed class WireTap
{
    private readonly Lock _lock = new();
    private int _flying;

    public int Attempts { get; private set; }

    public int MaxParallel { get; private set; }

    public int Flying => Volatile.Read(ref _flying);

    /// <summary>Awaited before a request is sent; null to send it immediately.</summary>
    public Func<CancellationToken, Task>? BeforeSending { get; set; }

    public DelegatingHandler CreateHandler() => new Handler(this);

    private void Start()
    {
        lock (_lock)
        {
            Attempts++;
            MaxParallel = Math.Max(MaxParallel, ++_flying);
        }
    }

    private void End()
    {
        lock (_lock) _flying--;
    }

    private sealed class Handler(WireTap tap) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            tap.Start();
            try
            {
                if (tap.BeforeSending is { } before) await before(cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                tap.End();
            }
        }
    }
}
