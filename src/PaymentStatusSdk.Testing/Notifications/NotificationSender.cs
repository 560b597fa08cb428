using System.Net.Http.Headers;

namespace PaymentStatusSdk.Testing;

/// <summary>Delivers notifications in the background, again and again on the simulator's clock.</summary>
internal sealed class NotificationSender : IAsyncDisposable
{
    private const int AcknowledgementBytes = 4096;
    private const int MaxOutstanding = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private readonly Queue<NotificationDelivery> _deliveries = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly GatewaySimulatorOptions _options;
    private readonly HttpClient _http;

    public NotificationSender(GatewaySimulatorOptions options)
    {
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public IReadOnlyList<NotificationDelivery> Snapshot()
    {
        lock (_lock) return _deliveries.ToArray();
    }

    /// <summary>Delivers in the background, one message after the other.</summary>
    public void Post(IReadOnlyList<NotificationMessage> messages) => StartInBackground(() => SendFirstAsync(messages));

    /// <summary>Makes the first attempt of each, and leaves what follows to the background.</summary>
    public async Task SendFirstAsync(IReadOnlyList<NotificationMessage> messages)
    {
        foreach (var message in messages)
        {
            if (await AttemptAsync(message, attempt: 1).ConfigureAwait(false)) continue;
            StartInBackground(() => RedeliverAsync(message));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_lock) running = [.. _running];
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stopping.Dispose();
    }

    private void StartInBackground(Func<Task> work)
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested || _running.Count >= MaxOutstanding) return;
            var task = Task.Run(work);
            _running.Add(task);
            _ = task.ContinueWith(
                done => { lock (_lock) _running.Remove(done); },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    private async Task RedeliverAsync(NotificationMessage message)
    {
        var attempt = 1;
        foreach (var wait in message.Redelivery)
        {
            await Task.Delay(wait, _options.TimeProvider, _stopping.Token).ConfigureAwait(false);
            if (await AttemptAsync(message, ++attempt).ConfigureAwait(false)) return;
        }
    }

    private async Task<bool> AttemptAsync(NotificationMessage message, int attempt)
    {
        var delivery = new NotificationDelivery
        {
            SentAt = _options.TimeProvider.GetUtcNow(),
            Url = message.Url,
            TransactionId = message.TransactionId,
            Attempt = attempt,
            Body = message.Body,
        };
        try
        {
            using var timeout = new CancellationTokenSource(_options.NotificationTimeout, _options.TimeProvider);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token);
            var (status, head) = await PostAsync(message, ending.Token).ConfigureAwait(false);
            delivery = delivery with { StatusCode = status, Accepted = message.IsAccepted(status, head) };
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            delivery = delivery with { Error = exception.Message };
        }

        Keep(delivery);
        return delivery.Accepted;
    }

    private async Task<(int Status, ReadOnlyMemory<byte> Head)> PostAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Url) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(message.ContentType);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var head = new byte[AcknowledgementBytes];
            var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return ((int)response.StatusCode, head.AsMemory(0, length));
        }
    }

    private void Keep(NotificationDelivery delivery)
    {
        if (_options.RecordingLimit == 0) return;
        lock (_lock)
        {
            if (_deliveries.Count == _options.RecordingLimit) _deliveries.Dequeue();
            _deliveries.Enqueue(delivery);
        }
    }
}
