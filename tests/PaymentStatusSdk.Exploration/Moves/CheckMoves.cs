using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Replay;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>The moves of a worker that checks rows. The decisions are those of the production rules.</summary>
internal static class CheckMoves
{
    public static void Claim(World world, int place, int rows, bool hasResponse)
    {
        if (!ProcessMoves.Compare(world, place)) return;
        var now = ProcessMoves.TimeOf(world, place);
        var until = now + Setting.Lease;
        long[] ids = [.. world.Store.Due(now).Select(row => row.Row.Id).Where(id => (rows & (1 << (int)(id - 1))) != 0)];
        // The instance has only compared its clock.
        if (ids.Length == 0) return;
        var claims = world.Store.ClaimChecks(ids, until);
        world.Calls?.Add(StoreCalls.ClaimChecks(new CheckClaim(Setting.Client, ids.Length, now, until), claims));
        foreach (var claim in claims) Emit(world, place, new CheckClaimed(now, claim.Transaction.Id, claim.Fence, until));
        if (!hasResponse) return;
        world.Update(place, instance => instance with
        {
            Checks = [.. instance.Checks, .. claims.Select(claim => new CheckTask(claim, now))],
        });
    }

    public static void Answer(World world, int place, int index, AnswerKind kind)
    {
        var task = world.Instances[place].Checks[index];
        var now = ProcessMoves.TimeOf(world, place);
        // The clocks turned out to differ during the check.
        if (!ProcessMoves.Agrees(world.Instances[place])) task = Release(task);
        else
        {
            var claim = task.Claim;
            var report = Answers.Of(kind, claim.Transaction.Query, task.AskedAt) with { AskedAt = task.AskedAt };
            var pause = report.FailureKind == CheckFailure.Busy ? Setting.Pause : TimeSpan.Zero;
            var (row, changes) = CheckRules.After(claim, report, Setting.Schedule, pause, now, random: 0);
            task = task with
            {
                Row = row,
                Keys = KeysOf(row),
                Changes = [.. changes.Select(change => change with { Id = IdOf(claim, change) })],
                DueIfWoken = now + Setting.Options.NotificationInterval,
                Answer = new QueryAnswered(now, claim.Transaction.Id, claim.Fence, task.AskedAt, report.Result),
            };
        }

        world.Update(place, instance => instance with { Checks = instance.Checks.With(index, task) });
    }

    /// <summary>Returns the task whose claim is released unchanged, as when the host stops.</summary>
    public static CheckTask Release(CheckTask task)
    {
        var row = task.Claim.Transaction with { NextCheckAt = task.Claim.DueAt };
        return task with { Row = row, Keys = KeysOf(row) };
    }

    public static void Commit(World world, int place, bool hasResponse)
    {
        var instance = world.Instances[place];
        var done = instance.Checks.Where(task => task.Row is not null).ToArray();
        var now = ProcessMoves.TimeOf(world, place);
        CheckCommit[] commits = [.. done.Select(task => task.Commit)];
        var plan = world.Store.CommitChecks(commits, now);
        world.Calls?.Add(StoreCalls.CommitChecks(commits, now, plan.Outcomes));
        foreach (var (task, outcome) in done.Zip(plan.Outcomes).OrderBy(one => one.Second == CommitOutcome.Duplicate))
        {
            // The row was deleted after its lease had ended.
            if (world.Store.Rows[task.Claim.Transaction.Id - 1] is not { Row: var row }) continue;
            if (task.Answer is { } answer) world.Emit(answer);
            var added = outcome == CommitOutcome.Written ? plan.Changes.Where(change => change.Transaction.Id == row.Id).ToArray() : [];
            world.Emit(new CheckCommitted(now, row, task.Claim.Fence, outcome, added));
        }

        // A survivor without a commit that counts takes over what its duplicate stated.
        var counting = commits.Where((_, index) => plan.Outcomes[index] != CommitOutcome.Lost).Select(commit => commit.Transaction.Id);
        foreach (var update in plan.Updates.ExceptBy(counting, update => update.Transaction.Id))
            world.Emit(new RowEnrolled(now, world.Store.RowOf(update.Transaction.Id).Row, update.Fence) { IsJoined = true });
        if (!hasResponse)
        {
            world.Instances[place] = instance with
            {
                Checks = [.. instance.Checks.Select(task => task.Row is null ? task : task with { Answer = null })],
            };
            return;
        }

        world.Instances[place] = instance with { Checks = [.. instance.Checks.Where(task => task.Row is null)] };
    }

    private static void Emit(World world, int place, CheckClaimed claimed) =>
        world.Emit(claimed with { WallAt = ProcessMoves.WallOf(world, place) });

    private static TransactionKeys KeysOf(TrackedTransaction row) => new(
        TransactionKeys.OfGatewayReference(row.GatewayReference, Setting.Capabilities),
        TransactionKeys.OfMerchantReference(row.MerchantReference, Setting.Capabilities),
        row.Query.MerchantReference is not null);

    // Ids are random in production; here equal states must have equal ids.
    private static Guid IdOf(ClaimedTransaction claim, StatusChange change) =>
        new((int)claim.Transaction.Id, (short)claim.Fence, (short)change.Sequence, 0, 0, 0, 0, 0, 0, 0, 1);
}
