namespace PaymentStatusSdk.Adapters;

/// <summary>The innermost handler of a client: lets an attempt put one request on the wire, whatever the handlers above it do.</summary>
internal sealed class WireGuard(HandlerFailures faults) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Refuse(request) is { } fault ? Task.FromException<HttpResponseMessage>(fault) : base.SendAsync(request, cancellationToken);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Refuse(request) is { } fault ? throw fault : base.Send(request, cancellationToken);

    private TransactionStatusException? Refuse(HttpRequestMessage request)
    {
        if (WirePass.Of(request) is not { } pass) return faults.Foreign();
        return pass.TryUse() ? null : faults.Resent();
    }
}
