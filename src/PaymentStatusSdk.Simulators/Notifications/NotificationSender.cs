using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PaymentStatusSdk.Simulators.Notifications;

/// <summary>Delivers notifications in the background, with redeliveries on the simulator's clock.</summary>
internal sealed class NotificationSender : IAsyncDisposable
{
    private const int AcknowledgementBytes = 4096;
    private const int MaxOutstanding = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private readonly Queue<NotificationDelivery> _deliveries = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly GatewaySimulatorOptions _options;
    private readonly HttpMessageInvoker _http;

    public NotificationSender(GatewaySimulatorOptions options, SimulatorCertificates? trusted)
    {
        _options = options;
        // Not an HttpClient, whose own time limit runs on the clock of the machine.
        _http = new HttpMessageInvoker(CreateHandler(trusted?.Authority));
    }

    public IReadOnlyList<NotificationDelivery> Snapshot()
    {
        lock (_lock) return _deliveries.ToArray();
    }

    /// <summary>Delivers in the background, one message after the other.</summary>
    public void Post(IReadOnlyList<NotificationMessage> messages) => StartInBackground(() => SendFirstAsync(messages));

    /// <summary>Makes the first attempt of each message; redeliveries run in the background.</summary>
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

    /// <summary>Runs work in the background. Disposing of the simulator waits for it.</summary>
    public void StartInBackground(Func<Task> work)
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested || _running.Count >= MaxOutstanding) return;
            var task = Task.Run(work);
            _running.Add(task);
            _ = task.ContinueWith(done => { lock (_lock) _running.Remove(done); }, TaskScheduler.Default);
        }
    }

    /// <summary>Returns a handler that trusts the certificates of the authority, in addition to those that the machine trusts.</summary>
    internal static SocketsHttpHandler CreateHandler(X509Certificate2? authority)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            // A redirect could lead to another machine.
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        if (authority is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                errors == SslPolicyErrors.None
                || (errors == SslPolicyErrors.RemoteCertificateChainErrors && IsIssuedBy(authority, certificate as X509Certificate2));
        }

        return handler;
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
            delivery = await PostAsync(message, delivery, ending.Token).ConfigureAwait(false);
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
        message.Attempted?.Invoke();
        return delivery.Accepted;
    }

    private async Task<NotificationDelivery> PostAsync(
        NotificationMessage message, NotificationDelivery delivery, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Url) { Content = new NotificationContent(message) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(message.ContentType);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var head = new byte[AcknowledgementBytes];
            var length = await stream.ReadAtLeastAsync(
                head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            var reply = head.AsMemory(0, length);
            return delivery with
            {
                StatusCode = status,
                Reply = reply,
                ReplyContentType = response.Content.Headers.ContentType?.ToString(),
                Accepted = message.IsAccepted(status, reply),
            };
        }
    }

    private static bool IsIssuedBy(X509Certificate2 authority, X509Certificate2? certificate)
    {
        if (certificate is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
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
