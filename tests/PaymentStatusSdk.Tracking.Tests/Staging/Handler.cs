using System.Collections.Concurrent;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>Records its changes. Completed handlers are stored by type, so several handlers need several types.</summary>
internal abstract class Handler : IStatusChangeHandler
{
    public ConcurrentQueue<StatusChange> Called { get; } = new();

    public ConcurrentQueue<StatusChange> Handled { get; } = new();

    public IReadOnlyList<StatusChangeKind> Kinds => [.. Handled.Select(change => change.Kind)];

    /// <summary>Runs before a change counts as handled; throws to fail.</summary>
    public Func<StatusChange, CancellationToken, Task>? OnHandle { get; set; }

    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        Called.Enqueue(change);
        if (OnHandle is { } does) await does(change, cancellationToken);
        Handled.Enqueue(change);
    }
}

internal sealed class Shop : Handler;

internal sealed class Ledger : Handler;
