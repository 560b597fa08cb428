namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Notes each request under a name and sends it on.</summary>
internal sealed class NotingHandler(List<string> seen, string name) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        seen.Add(name);
        return base.SendAsync(request, cancellationToken);
    }
}
