namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: decides what the commit of a batch of checks writes. Pure functions of their arguments.</summary>
/// <remarks>
/// Only a row that receives its gateway key in the batch can be a duplicate: of the row that keeps the key, or of the first row of the
/// batch that receives it. A row of the batch that loses its key keeps no other row from receiving it, so two rows can exchange their keys.
/// The findings of a duplicate are dropped, so the survivor is woken and finds them out itself. The survivor is never a duplicate. It takes
/// over what only the duplicate stated, in the same transaction: otherwise a crash after the commit would lose the expected amount.
/// </remarks>
public static class CommitRules
{
    /// <summary>Returns the gateway keys of the commits, with their clients.</summary>
    /// <remarks>
    /// Lock the rows that have them together with the rows of the commits, all in the order of their numbers, and pass them to
    /// <see cref="Decide"/>.
    /// </remarks>
    /// <param name="commits">The commits.</param>
    public static IReadOnlyCollection<(string ClientName, string GatewayKey)> KeysToFind(IReadOnlyList<CheckCommit> commits)
    {
        ArgumentNullException.ThrowIfNull(commits);
        return
        [
            .. commits.Where(commit => commit.Keys.GatewayKey is not null)
                .Select(commit => (commit.Transaction.ClientName, commit.Keys.GatewayKey!)).Distinct(),
        ];
    }

    /// <summary>Decides what a batch writes. If it has <see cref="CommitPlan.Survivors"/>, continue with <see cref="Merge"/>.</summary>
    /// <param name="commits">The commits.</param>
    /// <param name="rows">The rows of the commits and the rows that have one of <see cref="KeysToFind"/>; a deleted row is missing.</param>
    /// <param name="now">The time of the commit.</param>
    public static CommitPlan Decide(IReadOnlyList<CheckCommit> commits, IReadOnlyList<StoredRow> rows, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(commits);
        ArgumentNullException.ThrowIfNull(rows);
        var held = Held(commits, rows);
        var survivors = Survivors(held, rows);
        var batch = held.ToDictionary(one => one.Row.Id);
        var outcomes = new CommitOutcome[commits.Count];
        Array.Fill(outcomes, CommitOutcome.Lost);
        var updates = new List<RowUpdate>();
        var changes = new List<StatusChange>();
        var deadlines = survivors
            .GroupBy(pair => pair.Value.Id, pair => DeadlineOf(batch[pair.Key])).ToDictionary(group => group.Key, group => group.Max());
        var isDue = deadlines.Count > 0;
        foreach (var one in held)
        {
            if (survivors.ContainsKey(one.Row.Id))
            {
                outcomes[one.Place] = CommitOutcome.Duplicate;
                updates.Add(Duplicate(one, now));
                continue;
            }

            var update = Update(one, deadlines.TryGetValue(one.Row.Id, out var deadline) ? deadline : null, now);
            outcomes[one.Place] = CommitOutcome.Written;
            updates.Add(update);
            changes.AddRange(one.Commit.Changes);
            isDue |= update.Transaction.NextCheckAt <= now;
        }

        var wakes = rows.Where(row => deadlines.ContainsKey(row.Id) && !batch.ContainsKey(row.Id))
            .Select(row => Wake(row, deadlines[row.Id], now));
        var received = held.Where(one => one.GetsKey).Select(one => (one.Row.ClientName, one.Commit.Keys.GatewayKey)).ToHashSet();
        var released = held.Where(one => one.LosesKey && received.Contains((one.Row.ClientName, one.Row.Keys.GatewayKey)))
            .Select(one => one.Row.Id);
        return new CommitPlan(outcomes, updates, [.. wakes], changes, isDue)
        {
            Released = [.. released],
            Survivors = survivors.ToDictionary(pair => pair.Key, pair => pair.Value.Id),
        };
    }

    /// <summary>Adds to a plan what survivors take over from their duplicates.</summary>
    /// <remarks>
    /// A survivor outside the batch that takes over something is written as a whole, under a new fencing number: a running check of it sent
    /// the old query, so its result is dropped.
    /// </remarks>
    /// <param name="plan">The plan of <see cref="Decide"/>.</param>
    /// <param name="rows">The rows that were passed to it.</param>
    /// <param name="survivors">
    /// The contents of the rows of <see cref="CommitPlan.Wakes"/>, read in the same transaction. A row that cannot be read is missing, and
    /// is woken only.
    /// </param>
    /// <param name="now">The time of the commit.</param>
    public static CommitPlan Merge(
        CommitPlan plan, IReadOnlyList<StoredRow> rows, IReadOnlyList<TrackedTransaction> survivors, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(survivors);
        var duplicates = plan.Updates.Where(update => plan.Survivors.ContainsKey(update.Transaction.Id))
            .ToLookup(update => plan.Survivors[update.Transaction.Id]);
        var written = plan.Updates.Select(update => duplicates[update.Transaction.Id].Aggregate(update, DuplicateRules.Merge));
        var woken = survivors.ToDictionary(row => row.Id);
        var merged = new List<RowUpdate>();
        foreach (var wake in plan.Wakes)
        {
            if (!woken.TryGetValue(wake.Id, out var content)) continue;
            var before = Woken(content, rows.First(row => row.Id == wake.Id), wake, now);
            var after = duplicates[wake.Id].Aggregate(before, DuplicateRules.Merge);
            if (after != before) merged.Add(after);
        }

        return plan with
        {
            Updates = [.. written, .. merged],
            Wakes = [.. plan.Wakes.Where(wake => !merged.Exists(update => update.Transaction.Id == wake.Id))],
        };
    }

    private sealed record HeldCommit(int Place, CheckCommit Commit, StoredRow Row)
    {
        public bool GetsKey => Commit.Keys.GatewayKey is { } key && key != Row.Keys.GatewayKey;

        public bool LosesKey => Row.Keys.GatewayKey is { } key && key != Commit.Keys.GatewayKey;

        public bool IsWoken => Commit.Wakes != Row.Wakes;
    }

    // A batch may contain a row twice, when its lease expired and it was checked again: only one commit has the current fencing number.
    private static List<HeldCommit> Held(IReadOnlyList<CheckCommit> commits, IReadOnlyList<StoredRow> rows)
    {
        var leased = rows.Where(row => row.IsLeased).ToDictionary(row => row.Id);
        var held = new List<HeldCommit>(commits.Count);
        for (var place = 0; place < commits.Count; place++)
        {
            var commit = commits[place];
            if (leased.TryGetValue(commit.Transaction.Id, out var row) && row.Fence == commit.Fence && leased.Remove(row.Id))
                held.Add(new(place, commit, row));
        }

        return held;
    }

    /// <summary>Returns the duplicates by number, each with its survivor.</summary>
    private static Dictionary<long, StoredRow> Survivors(List<HeldCommit> held, IReadOnlyList<StoredRow> rows)
    {
        // A row that loses its key may become a duplicate itself, so it is the survivor of no other row.
        var losers = held.Where(one => one.LosesKey).Select(one => one.Row.Id).ToHashSet();
        var owners = new Dictionary<(string, string), StoredRow>();
        foreach (var row in rows)
        {
            if (row.Keys.GatewayKey is { } key && row.Status != TrackingStatus.Duplicate && !losers.Contains(row.Id))
                owners[(row.ClientName, key)] = row;
        }

        var survivors = new Dictionary<long, StoredRow>();
        foreach (var one in held.Where(one => one.GetsKey))
        {
            var key = (one.Row.ClientName, one.Commit.Keys.GatewayKey!);
            if (!owners.TryAdd(key, one.Row)) survivors.Add(one.Row.Id, owners[key]);
        }

        return survivors;
    }

    private static DateTimeOffset DeadlineOf(HeldCommit one) =>
        one.IsWoken ? Later(one.Commit.Transaction.DeadlineAt, one.Row.DeadlineAt) : one.Commit.Transaction.DeadlineAt;

    private static RowUpdate Duplicate(HeldCommit one, DateTimeOffset now) => new(
        one.Commit.Transaction with
        {
            Status = TrackingStatus.Duplicate,
            NextCheckAt = null,
            CompletedAt = now,
            Sequence = one.Row.Sequence,
        },
        one.Commit.Keys,
        one.Row.Fence,
        one.Row.Wakes);

    private static RowUpdate Update(HeldCommit one, DateTimeOffset? duplicateDeadline, DateTimeOffset now)
    {
        var row = one.Commit.Transaction;
        if (!one.IsWoken && duplicateDeadline is null) return new(row, one.Commit.Keys, one.Row.Fence, one.Row.Wakes);
        var deadline = Later(row.DeadlineAt, one.Row.DeadlineAt);
        if (row.Status != TrackingStatus.Active && duplicateDeadline is { } other) deadline = Later(deadline, other);
        return new(
            row with
            {
                Status = TrackingStatus.Active,
                NextCheckAt = duplicateDeadline is null ? one.Commit.DueIfWoken ?? now : now,
                DeadlineAt = deadline,
            },
            one.Commit.Keys,
            one.Row.Fence,
            duplicateDeadline is null ? one.Row.Wakes : one.Row.Wakes + 1);
    }

    private static WakeDecision Wake(StoredRow row, DateTimeOffset deadline, DateTimeOffset now)
    {
        var due = row.IsLeased ? row.DueAt ?? now : row.DueAt < now ? row.DueAt.Value : now;
        return new WakeDecision(
            row.Id, due, row.Status == TrackingStatus.Active ? row.DeadlineAt : Later(row.DeadlineAt, deadline),
            !row.IsLeased);
    }

    private static RowUpdate Woken(TrackedTransaction content, StoredRow row, WakeDecision wake, DateTimeOffset now) => new(
        content with
        {
            Status = TrackingStatus.Active,
            // The lease of a running check ends with the new fencing number.
            NextCheckAt = wake.IsDue ? wake.DueAt : now,
            DeadlineAt = wake.DeadlineAt,
        },
        row.Keys,
        row.Fence + 1,
        row.Wakes + 1);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
