namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: decides what the commit of a batch of checks writes. Pure functions of their arguments.</summary>
/// <remarks>
/// Only a row that receives its gateway key in the batch can be a duplicate: of the row that has the key, or of the first row of the batch
/// that receives it. The findings of a duplicate are dropped, so the survivor is woken and finds them out itself.
/// </remarks>
public static class CommitRules
{
    /// <summary>
    /// Returns the gateway keys, with their clients, that rows receive. Lock the rows that have them, and pass
    /// them to <see cref="Decide"/>.
    /// </summary>
    /// <param name="commits">The commits.</param>
    /// <param name="rows">The rows of the commits; a row that was deleted is missing.</param>
    public static IReadOnlyCollection<(string ClientName, string GatewayKey)> KeysToFind(
        IReadOnlyList<CheckCommit> commits, IReadOnlyList<StoredRow> rows)
    {
        ArgumentNullException.ThrowIfNull(commits);
        return
        [
            .. Held(commits, rows).Where(one => one.GetsKey).Select(one => (one.Row.ClientName, one.Commit.Keys.GatewayKey!)).Distinct(),
        ];
    }

    /// <summary>Decides what a batch writes.</summary>
    /// <param name="commits">The commits.</param>
    /// <param name="rows">The rows of the commits; a row that was deleted is missing.</param>
    /// <param name="owners">The rows that have one of <see cref="KeysToFind"/>; they may be rows of the batch.</param>
    /// <param name="now">The time of the commit.</param>
    public static CommitPlan Decide(
        IReadOnlyList<CheckCommit> commits, IReadOnlyList<StoredRow> rows, IReadOnlyList<StoredRow> owners, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(commits);
        ArgumentNullException.ThrowIfNull(owners);
        var held = Held(commits, rows);
        var survivors = Survivors(held, owners);
        var batch = held.ToDictionary(one => one.Row.Id);
        var outcomes = new CommitOutcome[commits.Count];
        Array.Fill(outcomes, CommitOutcome.Lost);
        var updates = new List<RowUpdate>();
        var changes = new List<StatusChange>();
        var deadlines = survivors.Where(pair => pair.Value is not null)
            .GroupBy(pair => pair.Value!.Id, pair => DeadlineOf(batch[pair.Key])).ToDictionary(group => group.Key, group => group.Max());
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

        var wakes = owners.DistinctBy(owner => owner.Id).Where(owner => deadlines.ContainsKey(owner.Id) && !batch.ContainsKey(owner.Id))
            .Select(owner => Wake(owner, deadlines[owner.Id], now));
        return new CommitPlan(outcomes, updates, [.. wakes], changes, isDue);
    }

    private sealed record HeldCommit(int Place, CheckCommit Commit, StoredRow Row)
    {
        public bool GetsKey => Commit.Keys.GatewayKey is { } key && key != Row.Keys.GatewayKey;

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
    private static Dictionary<long, StoredRow?> Survivors(List<HeldCommit> held, IReadOnlyList<StoredRow> owners)
    {
        var known = new Dictionary<(string, string), StoredRow>();
        foreach (var owner in owners)
        {
            if (owner.Keys.GatewayKey is { } key && owner.Status != TrackingStatus.Duplicate) known[(owner.ClientName, key)] = owner;
        }

        var survivors = new Dictionary<long, StoredRow?>();
        foreach (var one in held.Where(one => one.GetsKey))
        {
            if (!known.TryAdd((one.Row.ClientName, one.Commit.Keys.GatewayKey!), one.Row))
                survivors.Add(one.Row.Id, known[(one.Row.ClientName, one.Commit.Keys.GatewayKey!)]);
        }

        return survivors;
    }

    private static DateTimeOffset? DeadlineOf(HeldCommit one) =>
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

    private static WakeDecision Wake(StoredRow row, DateTimeOffset? deadline, DateTimeOffset now)
    {
        var due = row.IsLeased ? row.DueAt ?? now : row.DueAt < now ? row.DueAt.Value : now;
        return new WakeDecision(
            row.Id, due, row.Status == TrackingStatus.Active ? row.DeadlineAt : Later(row.DeadlineAt, deadline ?? row.DeadlineAt),
            !row.IsLeased);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
