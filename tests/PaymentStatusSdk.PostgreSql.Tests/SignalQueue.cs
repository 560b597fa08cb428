using System.Threading.Channels;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The signals that a channel has received, in their order.</summary>
internal sealed class SignalQueue
{
    private readonly Channel<string?> _signals = Channel.CreateUnbounded<string?>();

    public void Add(string? signal) => _signals.Writer.TryWrite(signal);

    public async Task<string?> NextAsync(CancellationToken cancellationToken) => await _signals.Reader.ReadAsync(cancellationToken);
}
