using Microsoft.Extensions.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>The lifetime of a host that a test stops.</summary>
internal sealed class ScriptedLifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
