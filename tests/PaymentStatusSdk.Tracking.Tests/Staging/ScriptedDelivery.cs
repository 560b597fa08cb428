using System.Data.Common;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>The transaction of a handler without a database, which records how it ended.</summary>
internal sealed class ScriptedDelivery : IDeliveryTransaction
{
    public DbTransaction Transaction => null!;

    /// <summary>Whether a commit finds the claim still held.</summary>
    public bool HoldsClaim { get; init; } = true;

    public List<DeliveryCommit> Commits { get; } = [];

    /// <summary>The handler that was abandoned; null for none.</summary>
    public Task? Abandoned { get; private set; }

    public bool IsDisposed { get; private set; }

    public Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken)
    {
        Assert.False(cancellationToken.CanBeCanceled);
        Commits.Add(commit);
        return Task.FromResult(HoldsClaim);
    }

    public Task AbandonAsync(Task handler, CancellationToken cancellationToken)
    {
        Abandoned = handler;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }
}
