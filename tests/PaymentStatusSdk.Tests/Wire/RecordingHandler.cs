namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Records each request under a name and forwards it.</summary>
internal sealed class RecordingHandler(List<string> seen, string name) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        seen.Add(name);
        return base.SendAsync(request, cancellationToken);
    }
}
