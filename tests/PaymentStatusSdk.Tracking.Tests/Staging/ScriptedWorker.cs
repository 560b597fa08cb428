using System.Collections.Concurrent;
using System.Threading.Channels;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

internal sealed record ScriptedClaim(int Id);

internal sealed record ScriptedCommit(int Id, bool IsReleased = false);

/// <summary>A worker without a store, which records each step and does what a test has scripted.</summary>
internal sealed class ScriptedWorker(Bench bench, int concurrency, AbandonedWork? abandoned = null)
    : LeasedWorker<int, ScriptedClaim, ScriptedCommit>(
        "scripted", concurrency, bench.Options, abandoned ?? new AbandonedWork("test", null, 16), bench.Clock, new FixedJitter(1),
        bench.Logger)
{
    /// <summary>The fencing number of all claims.</summary>
    public const long Fence = 3;

    public ConcurrentQueue<int> Due { get; } = new();

    public Channel<(int Room, int Held)> Rooms { get; } = Channel.CreateUnbounded<(int, int)>();

    public Channel<(int Count, DateTimeOffset Now, DateTimeOffset Until)> Claims { get; } =
        Channel.CreateUnbounded<(int, DateTimeOffset, DateTimeOffset)>();

    public Channel<int> Works { get; } = Channel.CreateUnbounded<int>();

    public Channel<ScriptedCommit[]> Commits { get; } = Channel.CreateUnbounded<ScriptedCommit[]>();

    public Channel<(Lease<int>[] Leases, DateTimeOffset Until)> Renewals { get; } =
        Channel.CreateUnbounded<(Lease<int>[], DateTimeOffset)>();

    /// <summary>The number of rows to claim, whatever is held; null for the default.</summary>
    public int? FixedRoom { get; set; }

    public Func<Task>? OnClaim { get; set; }

    /// <summary>Does the work; false when it still ran when the host's time to stop was over.</summary>
    public Func<int, Task<bool>>? OnWork { get; set; }

    public Func<int[], CancellationToken, Task>? OnCommit { get; set; }

    public Func<CancellationToken, Task>? OnRenew { get; set; }

    public bool RenewsNothing { get; set; }

    protected override int Allowed(int room, int held)
    {
        Rooms.Writer.TryWrite((room, held));
        return FixedRoom ?? base.Allowed(room, held);
    }

    protected override async Task<IReadOnlyList<ScriptedClaim>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Claims.Writer.TryWrite((count, now, until));
        if (OnClaim is { } before) await before();
        List<ScriptedClaim> claims = [];
        while (claims.Count < count && Due.TryDequeue(out var id)) claims.Add(new ScriptedClaim(id));
        return claims;
    }

    protected override async Task<ScriptedCommit?> WorkAsync(ScriptedClaim claim, StopTokens stop)
    {
        Works.Writer.TryWrite(claim.Id);
        return OnWork is null || await OnWork(claim.Id) ? new ScriptedCommit(claim.Id) : null;
    }

    protected override ScriptedCommit Release(ScriptedClaim claim) => new(claim.Id, IsReleased: true);

    protected override async Task CommitAsync(IReadOnlyList<ScriptedCommit> commits, CancellationToken cancellationToken)
    {
        Commits.Writer.TryWrite([.. commits]);
        if (OnCommit is { } then) await then([.. commits.Select(commit => commit.Id)], cancellationToken);
    }

    protected override async Task<IReadOnlyList<Lease<int>>> RenewAsync(
        IReadOnlyList<Lease<int>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Renewals.Writer.TryWrite(([.. leases], until));
        if (OnRenew is { } before) await before(cancellationToken);
        return RenewsNothing ? [] : leases;
    }

    protected override Lease<int> LeaseOf(ScriptedClaim claim) => new(claim.Id, Fence);

    protected override Lease<int> LeaseOf(ScriptedCommit commit) => new(commit.Id, Fence);
}
