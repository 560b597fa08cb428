namespace PaymentStatusSdk.Http;

/// <summary>The permission of one attempt to send its request. It is stored in the request's options. Thread-safe.</summary>
internal sealed class SendPermission(bool mayResend)
{
    private static readonly HttpRequestOptionsKey<SendPermission> Key = new("PaymentStatusSdk.SendPermission");

    private int _sent;
    private volatile bool _wasRefused;

    /// <summary>Whether the request has reached the primary handler.</summary>
    public bool WasSent => Volatile.Read(ref _sent) > 0;

    /// <summary>Whether a second request was blocked.</summary>
    public bool WasRefused => _wasRefused;

    public static SendPermission? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var permission) ? permission : null;

    /// <summary>Whether the answer belongs to the request of another attempt, for example because a cache returned it.</summary>
    public bool IsOfAnother(HttpResponseMessage message) =>
        message.RequestMessage is { } request && Of(request) is { } other && other != this;

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>Counts a request. Returns false when the request must be blocked.</summary>
    public bool TryUse()
    {
        if (Interlocked.Increment(ref _sent) == 1 || mayResend) return true;
        _wasRefused = true;
        return false;
    }
}
