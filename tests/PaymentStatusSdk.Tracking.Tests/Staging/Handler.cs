using System.Collections.Concurrent;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>Notes what it is told. What it has taken is noted by its type, so several of them are of several types.</summary>
internal abstract class Handler : IStatusChangeHandler
{
    public ConcurrentQueue<StatusChange> Called { get; } = new();

    public ConcurrentQueue<StatusChange> Taken { get; } = new();

    public IReadOnlyList<StatusChangeKind> Kinds => [.. Taken.Select(change => change.Kind)];

    /// <summary>What it does before it has taken a change; throws to fail.</summary>
    public Func<StatusChange, CancellationToken, Task>? Does { get; set; }

    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        Called.Enqueue(change);
        if (Does is { } does) await does(change, cancellationToken);
        Taken.Enqueue(change);
    }
}

internal sealed class Shop : Handler;

internal sealed class Ledger : Handler;
