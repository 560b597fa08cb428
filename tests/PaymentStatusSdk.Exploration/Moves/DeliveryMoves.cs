using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Replay;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>How the call of a handler ends.</summary>
internal enum DeliveryEnd
{
    Completed,
    Failed,

    /// <summary>The store could not begin the handler's transaction: the try does not count.</summary>
    Postponed,

    /// <summary>The handler is transactional, and its writes are committed together with the delivery.</summary>
    CommittedInTransaction,
}

/// <summary>The moves of a worker that delivers changes. The decisions are those of the production rules.</summary>
internal static class DeliveryMoves
{
    private const string Error = "System.InvalidOperationException";

    public static void Claim(World world, int place, int rows, bool hasResponse)
    {
        if (!ProcessMoves.Compare(world, place)) return;
        var now = ProcessMoves.TimeOf(world, place);
        var until = now + Setting.Lease;
        Guid[] ids =
        [
            .. world.Store.DueChanges(now).Where(change => (rows & (1 << (int)(change.Change.Transaction.Id - 1))) != 0)
                .Select(change => change.Change.Id),
        ];
        var claims = world.Store.ClaimChanges(ids, until);
        world.Calls?.Add(StoreCalls.ClaimChanges(new ChangeClaim(claims.Count, now, until), claims));
        foreach (var claim in claims)
        {
            var row = claim.Change.Transaction.Id;
            world.Emit(new ChangeClaimed(now, row, claim.Change.Id, claim.Fence, until) { WallAt = ProcessMoves.WallOf(world, place) });
            if (!hasResponse) continue;
            var lost = DeliveryRules.AfterExpiredLease(claim, Setting.Options, now, random: 0);
            if (lost is null) world.Emit(new HandlerStarted(now, row, claim.Change.Id, claim.Fence) { NeedsLease = true });
            world.Update(place, instance => instance with { Deliveries = instance.Deliveries.Add(new DeliveryTask(claim, lost)) });
        }
    }

    public static void EndHandler(World world, int place, int index, DeliveryEnd end)
    {
        var task = world.Instances[place].Deliveries[index];
        var now = ProcessMoves.TimeOf(world, place);
        var (commit, reported) = end switch
        {
            DeliveryEnd.Completed => (DeliveryRules.Delivered(task.Claim, Handlers.Of(true), now), HandlerEnd.Completed),
            DeliveryEnd.Failed =>
                (DeliveryRules.Failed(task.Claim, Handlers.Of(false), Error, Setting.Options, now, random: 0), HandlerEnd.Failed),
            _ => (DeliveryRules.Postponed(task.Claim, Handlers.Of(false), Error, Setting.Options, now, random: 0), HandlerEnd.Interrupted),
        };
        Emit(world, task, now, reported);
        world.Update(place, instance => instance with { Deliveries = instance.Deliveries.With(index, task with { Commit = commit }) });
    }

    /// <summary>Ends the handlers that run, because the host stops.</summary>
    public static void Interrupt(World world, int place)
    {
        var now = ProcessMoves.TimeOf(world, place);
        world.Update(place, instance => instance with
        {
            Deliveries = [.. instance.Deliveries.Select(task =>
            {
                if (task.Commit is not null) return task;
                Emit(world, task, now, HandlerEnd.Interrupted);
                return task with { Commit = DeliveryRules.Interrupted(task.Claim, Handlers.Of(false), Setting.Options, now) };
            })],
        });
    }

    public static void Crash(World world, int place)
    {
        foreach (var task in world.Instances[place].Deliveries)
        {
            if (task.Commit is null) Emit(world, task, world.Time, HandlerEnd.Crashed);
        }
    }

    /// <summary>Ends a transactional handler, and commits its writes and the delivery, if the claim is still held.</summary>
    public static void CommitInTransaction(World world, int place, int index, bool hasResponse)
    {
        var task = world.Instances[place].Deliveries[index];
        var now = ProcessMoves.TimeOf(world, place);
        var commit = DeliveryRules.Delivered(task.Claim, Handlers.Of(true), now);
        Emit(world, task, now, HandlerEnd.Completed);
        var isWritten = world.Store.CommitDeliveries([commit])[0];
        world.Calls?.Add(StoreCalls.CommitInTransaction(commit, isWritten));
        if (isWritten) world.Emit(new EffectCommitted(now, task.RowId, commit.Id, commit.Fence));
        // A lost claim ends the delivery, and nothing is written.
        if (isWritten) world.Emit(new DeliveryCommitted(now, task.RowId, commit.Id, commit.Fence, commit.Status, isWritten));
        // Without a response, the handler counts as failed; the commit of that finds another status.
        var failed = DeliveryRules.Failed(task.Claim, Handlers.Of(false), Error, Setting.Options, now, random: 0);
        world.Update(place, instance => instance with
        {
            Deliveries = hasResponse
                ? instance.Deliveries.Without(index)
                : instance.Deliveries.With(index, task with { Commit = failed }),
        });
    }

    public static void Commit(World world, int place, bool hasResponse)
    {
        var instance = world.Instances[place];
        DeliveryCommit[] commits = [.. instance.Deliveries.Select(task => task.Commit).OfType<DeliveryCommit>()];
        var written = world.Store.CommitDeliveries(commits);
        world.Calls?.Add(StoreCalls.CommitDeliveries(commits));
        var now = ProcessMoves.TimeOf(world, place);
        foreach (var (commit, isWritten) in commits.Zip(written))
        {
            // The change was delivered by another instance, and deleted.
            if (!isWritten && world.Store.Find(commit.Id) is null) continue;
            var task = instance.Deliveries[instance.Deliveries.IndexOf(task => task.Commit == commit)];
            world.Emit(new DeliveryCommitted(now, task.RowId, commit.Id, commit.Fence, commit.Status, isWritten));
        }

        if (hasResponse)
            world.Instances[place] = instance with { Deliveries = [.. instance.Deliveries.Where(task => task.Commit is null)] };
    }

    private static void Emit(World world, DeliveryTask task, DateTimeOffset now, HandlerEnd end) =>
        world.Emit(new HandlerEnded(now, task.RowId, task.Claim.Change.Id, task.Claim.Fence, end));
}
