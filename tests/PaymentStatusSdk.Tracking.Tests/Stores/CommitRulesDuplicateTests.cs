using FsCheck;
using FsCheck.Fluent;
using PaymentStatusSdk.Tracking.Stores;
using static PaymentStatusSdk.Tracking.Tests.Stores.CommitInputs;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>Rows that receive the key of another row: they become its duplicates, and the other row survives and is woken.</summary>
public sealed class CommitRulesDuplicateTests
{
    private static readonly Rnd Seed = new(20260102UL, 1234567UL);

    [Fact]
    public void Row_that_receives_the_key_of_another_row_is_its_duplicate_and_wakes_it()
    {
        var owner = Row(9, "g") with { Status = TrackingStatus.Completed, IsLeased = false, DueAt = null };

        var plan = CommitRules.Decide([Commit(1, "g", changes: 1)], [Row(1) with { Sequence = 4 }, owner], Now);

        Assert.Equal([CommitOutcome.Duplicate], plan.Outcomes);
        var duplicate = Assert.Single(plan.Updates).Transaction;
        Assert.Equal(
            (TrackingStatus.Duplicate, null, Now, 4), (duplicate.Status, duplicate.NextCheckAt, duplicate.CompletedAt, duplicate.Sequence));
        Assert.Empty(plan.Changes);
        Assert.Equal(new WakeDecision(9, Now, Now.AddDays(1), true), Assert.Single(plan.Wakes));
        Assert.True(plan.IsDue);
    }

    [Theory]
    [InlineData("g", null)]
    [InlineData(null, "g")]
    [InlineData(null, null)]
    public void Row_that_receives_no_key_is_no_duplicate(string? before, string? after)
    {
        StoredRow[] rows = before is null ? [Row(1)] : [Row(1, before), Row(9, "h")];

        var plan = CommitRules.Decide([Commit(1, after ?? before)], rows, Now);

        Assert.Equal([CommitOutcome.Written], plan.Outcomes);
        Assert.Empty(plan.Released);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Survivor_in_the_batch_counts_as_woken_at_any_place(int place)
    {
        CheckCommit[] commits = [Commit(1, "g"), Commit(2, "g")];
        StoredRow[] rows = [Row(1, "g"), Row(2)];
        if (place == 1) Array.Reverse(commits);

        var plan = CommitRules.Decide(commits, rows, Now);

        Assert.Equal(CommitOutcome.Written, plan.Outcomes[place]);
        Assert.Equal(CommitOutcome.Duplicate, plan.Outcomes[1 - place]);
        var survivor = plan.Updates.Single(update => update.Transaction.Id == 1);
        Assert.Equal((TrackingStatus.Active, Now, 1), (survivor.Transaction.Status, survivor.Transaction.NextCheckAt, survivor.Wakes));
        Assert.Empty(plan.Wakes);
    }

    [Fact]
    public void First_of_several_rows_that_receive_one_key_keeps_it()
    {
        var plan = CommitRules.Decide([Commit(2, "g"), Commit(1, "g"), Commit(3, "h")], [Row(1), Row(2), Row(3)], Now);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Duplicate, CommitOutcome.Written], plan.Outcomes);
    }

    [Fact]
    public void Survivor_that_is_checked_keeps_its_lease()
    {
        var plan = CommitRules.Decide([Commit(1, "g")], [Row(1), Row(9, "g") with { DueAt = Now.AddMinutes(2) }], Now);

        Assert.Equal(new WakeDecision(9, Now.AddMinutes(2), Now, false), Assert.Single(plan.Wakes));
    }

    [Theory]
    [InlineData(true, null, 0)]
    [InlineData(true, 2, 2)]
    [InlineData(false, null, 0)]
    [InlineData(false, 2, 0)]
    [InlineData(false, -2, -2)]
    public void Survivor_is_due_at_once_unless_it_is_checked(bool isLeased, int? due, int expected)
    {
        var survivor = Row(9, "g") with { IsLeased = isLeased, DueAt = due is { } minutes ? Now.AddMinutes(minutes) : null };

        var plan = CommitRules.Decide([Commit(1, "g")], [Row(1), survivor], Now);

        Assert.Equal((Now.AddMinutes(expected), !isLeased), Assert.Single(plan.Wakes) is var wake ? (wake.DueAt, wake.IsDue) : default);
    }

    // Days until the deadline of the check, and of the row; whether the duplicate was woken; days until the survivor's deadline.
    [Theory]
    [InlineData(5, 3, false, 5)]
    [InlineData(3, 5, false, 3)]
    [InlineData(3, 5, true, 5)]
    [InlineData(5, 3, true, 5)]
    [InlineData(1, 1, true, 2)]
    public void Completed_survivor_gets_the_later_deadline_and_an_active_one_keeps_its_own(int check, int row, bool isWoken, int expected)
    {
        var commit = Commit(1, "g") is var one ? one with { Transaction = one.Transaction with { DeadlineAt = Now.AddDays(check) } } : one;
        var duplicate = Row(1) with { DeadlineAt = Now.AddDays(row), Wakes = isWoken ? 1 : 0 };
        var survivor = Row(9, "g") with { DeadlineAt = Now.AddDays(2) };

        var active = CommitRules.Decide([commit], [duplicate, survivor], Now);
        var completed = CommitRules.Decide([commit], [duplicate, survivor with { Status = TrackingStatus.Completed }], Now);

        Assert.Equal(Now.AddDays(2), Assert.Single(active.Wakes).DeadlineAt);
        Assert.Equal(Now.AddDays(expected), Assert.Single(completed.Wakes).DeadlineAt);
    }

    [Theory]
    [InlineData(TrackingStatus.Active, 1)]
    [InlineData(TrackingStatus.Completed, 5)]
    public void Survivor_in_the_batch_gets_the_later_deadline_when_its_check_completed_it(TrackingStatus status, int expected)
    {
        var duplicate = Commit(2, "g") is var one ? one with { Transaction = one.Transaction with { DeadlineAt = Now.AddDays(5) } } : one;
        var survivor = Commit(1, "g", status: status) with { DueIfWoken = Now.AddSeconds(3) };

        var plan = CommitRules.Decide([survivor, duplicate], [Row(1, "g") with { Wakes = 1 }, Row(2)], Now);

        var row = plan.Updates.Single(update => update.Transaction.Id == 1).Transaction;
        Assert.Equal((TrackingStatus.Active, Now, Now.AddDays(expected)), (row.Status, row.NextCheckAt, row.DeadlineAt));
    }

    [Fact]
    public void Completed_survivor_of_several_rows_gets_the_latest_deadline()
    {
        CheckCommit[] commits = [Commit(1, "g"), Commit(2, "g")];
        commits[1] = commits[1] with { Transaction = commits[1].Transaction with { DeadlineAt = Now.AddDays(5) } };
        var survivor = Row(9, "g") with { Status = TrackingStatus.Completed };

        var plan = CommitRules.Decide(commits, [Row(1), Row(2), survivor], Now);

        Assert.Equal(Now.AddDays(5), Assert.Single(plan.Wakes).DeadlineAt);
    }

    [Fact]
    public void Duplicate_row_owns_no_key()
    {
        var plan = CommitRules.Decide([Commit(1, "g")], [Row(1), Row(9, "g") with { Status = TrackingStatus.Duplicate }], Now);

        Assert.Equal([CommitOutcome.Written], plan.Outcomes);
    }

    [Fact]
    public void Key_of_another_client_is_another_key()
    {
        var plan = CommitRules.Decide([Commit(1, "g")], [Row(1), Row(9, "g") with { ClientName = "other" }], Now);

        Assert.Equal([CommitOutcome.Written], plan.Outcomes);
    }

    [Fact]
    public void Batch_with_a_duplicate_is_due_because_its_survivor_is()
    {
        var plan = CommitRules.Decide([Commit(1, "g"), Commit(2)], [Row(1), Row(2), Row(9, "g")], Now);

        Assert.True(plan.IsDue);
    }

    // Rows as key before>key after, - for none; the outcomes, and the rows whose keys are released first.
    [Theory]
    [InlineData("g>h h>g", "WW", "1 2")]
    [InlineData("g>h ->g", "WW", "1")]
    [InlineData("->g g>h", "WW", "2")]
    [InlineData("g>h h>i i>g", "WWW", "1 2 3")]
    [InlineData("g>h h>h", "DW", "")]
    [InlineData("g>h h>h ->g", "DWW", "1")]
    [InlineData("g>- ->g", "WW", "1")]
    [InlineData("g>h h>g ->g", "WWD", "1 2")]
    public void Key_that_a_row_of_the_batch_loses_can_be_received_by_another_row(string keys, string outcomes, string released)
    {
        var pairs = keys.Split(' ').Select(pair => pair.Split('>').Select(key => key == "-" ? null : key).ToArray()).ToArray();
        CheckCommit[] commits = [.. pairs.Select((pair, place) => Commit(place + 1, pair[1]))];
        StoredRow[] rows = [.. pairs.Select((pair, place) => Row(place + 1, pair[0]))];

        var plan = CommitRules.Decide(commits, rows, Now);

        Assert.Equal(outcomes, string.Concat(plan.Outcomes.Select(outcome => outcome.ToString()[0])));
        Assert.Equal(released, string.Join(' ', plan.Released));
    }

    [Fact]
    public void Every_new_duplicate_has_a_survivor_and_keys_are_unique_after_every_statement()
    {
        // Each row of the table: its key, whether the batch commits it, and the key that its check learned; 0 for none.
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<(byte Before, bool IsInBatch, byte After)[]>(),
            table =>
            {
                var rows = table.Take(7).DistinctBy(row => row.Before % 5 == 0 ? Guid.NewGuid() : (object)(row.Before % 5)).ToArray();
                StoredRow[] stored = [.. rows.Select((row, place) => Row(place + 1, KeyOf(row.Before)))];
                CheckCommit[] commits =
                [
                    .. rows.Select((row, place) => (row, place)).Where(one => one.row.IsInBatch)
                        .Select(one => Commit(one.place + 1, KeyOf(one.row.After))),
                ];
                var plan = CommitRules.Decide(commits, stored, Now);
                var keys = stored.ToDictionary(row => row.Id, row => row.Keys.GatewayKey);
                foreach (var id in plan.Released) keys[id] = null;
                // In both orders, because a statement may write its rows in any order.
                return plan.Outcomes.Count == commits.Length && IsWritten(plan.Updates, new(keys))
                    && IsWritten([.. plan.Updates.Reverse()], new(keys));
            });
        Check.One(Config.QuickThrowOnFailure.WithReplay(new Replay(Seed, null)), property);

        static string? KeyOf(byte number) => number % 5 == 0 ? null : $"{number % 5}";

        static bool IsWritten(IReadOnlyList<RowUpdate> updates, Dictionary<long, string?> keys)
        {
            var duplicates = new List<string?>();
            foreach (var update in updates)
            {
                var isDuplicate = update.Transaction.Status == TrackingStatus.Duplicate;
                if (isDuplicate) duplicates.Add(update.Keys.GatewayKey);
                keys[update.Transaction.Id] = isDuplicate ? null : update.Keys.GatewayKey;
                var used = keys.Values.Where(key => key is not null).ToArray();
                if (used.Length != used.Distinct().Count()) return false;
            }

            return duplicates.TrueForAll(keys.ContainsValue);
        }
    }
}
