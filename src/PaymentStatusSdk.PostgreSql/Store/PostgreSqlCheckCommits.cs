using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Commits the results of checks, one batch in one statement. Thread-safe.</summary>
internal sealed class PostgreSqlCheckCommits(StoreDatabase database, WakeupHub hub)
{
    private readonly string _commit = CommitSql.Of(database.Tables.Tracked, database.Tables.Change);

    private static readonly Repeat OnDuplicateKey = Repeat.OnConflict(StoreFailures.IsDuplicateKey);

    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return [];
        foreach (var commit in commits) StoredText.Require(commit.Transaction, commit.Keys);
        var outcomes = new CommitOutcome[commits.Count];
        var becameDue = false;
        await database.RunAsync(
            batch => AddCommit(batch, commits, now),
            async (reader, token) =>
            {
                // Discard the outcomes of an earlier attempt.
                Array.Fill(outcomes, CommitOutcome.Lost);
                becameDue = false;
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    var place = (int)reader.GetInt64(0) - 1;
                    outcomes[place] = reader.GetBoolean(1) ? CommitOutcome.Duplicate : CommitOutcome.Written;
                    // The row that a duplicate belongs to is due.
                    becameDue |= reader.GetBoolean(1) || reader.GetBoolean(2) || commits[place].Transaction.NextCheckAt <= now;
                }

                return true;
            },
            OnDuplicateKey,
            cancellationToken).ConfigureAwait(false);
        // Other instances are not notified: the committing instance runs a worker itself, and NOTIFY serializes the commits of all
        // instances.
        if (becameDue) hub.SignalWork(WorkHint.Checks);
        if (HasChanges(commits, outcomes)) hub.SignalWork(WorkHint.Changes);
        return outcomes;
    }

    private static bool HasChanges(IReadOnlyList<CheckCommit> commits, CommitOutcome[] outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] == CommitOutcome.Written && commits[i].Changes.Count > 0) return true;
        }

        return false;
    }

    private void AddCommit(NpgsqlBatch batch, IReadOnlyList<CheckCommit> commits, DateTimeOffset now)
    {
        var rows = commits.Select(commit => commit.Transaction).ToArray();
        var changes = commits
            .SelectMany(
                (commit, index) => commit.Changes.Select(change => (Place: (long)index + 1, Row: commit.Transaction.Id, Change: change)))
            .ToArray();
        batch.Statement(_commit)
            .Time(StoredTime.Up(now))
            .Numbers(rows.Select(row => row.Id))
            .Numbers(commits.Select(commit => commit.Fence))
            .Numbers(commits.Select(commit => commit.Wakes))
            .Texts(rows.Select(row => row.GatewayReference))
            .Texts(commits.Select(commit => StoredText.Key(commit.Keys.GatewayKey)))
            .Texts(rows.Select(row => row.MerchantReference))
            .Texts(commits.Select(commit => StoredText.Key(commit.Keys.MerchantKey)))
            .Flags(commits.Select(commit => commit.Keys.IsAskedByMerchant))
            .Texts(rows.Select(row => row.Status.ToString()))
            .Texts(rows.Select(PostgreSqlTrackedRow.StateOf))
            .Times(rows.Select(row => StoredTime.Up(row.NextCheckAt)))
            .Times(rows.Select(row => (DateTimeOffset?)StoredTime.Up(row.DeadlineAt)))
            .Times(rows.Select(row => row.CompletedAt))
            .Numbers(rows.Select(row => row.Sequence))
            .Texts(rows.Select(PostgreSqlTrackedRow.Write))
            .Uuids(changes.Select(one => one.Change.Id))
            .Numbers(changes.Select(one => one.Place))
            .Numbers(changes.Select(one => one.Row))
            .Numbers(changes.Select(one => one.Change.Sequence))
            .Texts(changes.Select(one => one.Change.Kind.ToString()))
            .Times(changes.Select(one => (DateTimeOffset?)one.Change.At))
            .Texts(changes.Select(one => JsonSerializer.Serialize(one.Change, StoredJson.Change)))
            .Times(commits.Select(commit => StoredTime.Up(commit.DueIfWoken)))
            .Flags(rows.Select(PostgreSqlTrackedRow.IsFinal));
    }
}
