namespace PaymentStatusSdk.Http;

/// <summary>The innermost handler of a client: allows an attempt to send one request, whatever the handlers above it do.</summary>
internal sealed class WireGuard(HandlerFailures failures) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Refuse(request) is { } failure ? Task.FromException<HttpResponseMessage>(failure) : base.SendAsync(request, cancellationToken);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Refuse(request) is { } failure ? throw failure : base.Send(request, cancellationToken);

    private TransactionStatusException? Refuse(HttpRequestMessage request)
    {
        if (SendPermission.Of(request) is not { } permission) return failures.Foreign();
        return permission.TryUse() ? null : failures.Resent();
    }
}
