using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>Merges the event logs of all processes of a run, and applies the invariants to them.</summary>
public sealed class LogMerge(IReadOnlyList<LogFile> files, LogClock clock, IReadOnlyList<StoredState> stored)
{
    private readonly Dictionary<long, StoredState> _stored = stored.ToDictionary(state => state.Row.Id);
    private readonly Dictionary<(Guid Change, long Fence), DateTimeOffset> _claims = [];

    /// <summary>Applies the invariants to every event, and to the rows as they are stored.</summary>
    /// <returns>The checker, with its violations.</returns>
    public InvariantChecker Check(InvariantSettings settings)
    {
        var checker = new InvariantChecker(settings);
        foreach (var group in Groups(ReadAll()))
        {
            foreach (var row in group.Select(one => one.Event.RowId).Distinct()) Enroll(row, group, checker);
            foreach (var e in new LogOrder(group).Events()) checker.Add(AsStored(e, checker));
        }

        foreach (var state in stored)
        {
            checker.CheckStored(state.Row, isLeased: false, [.. state.Changes.Select(change => (
                new PendingChange(change.Change.Id, state.Row.Id, change.Change.Sequence, IsLeased: false, IsNext: true), change.Status,
                change.NextTryAt))]);
        }

        checker.CheckSettled();
        return checker;
    }

    private List<LoggedEvent> ReadAll()
    {
        var events = new List<LoggedEvent>();
        var wakes = new List<LoggedWake>();
        foreach (var file in files)
        {
            events.AddRange(file.Read(clock, out var woken));
            wakes.AddRange(woken);
        }

        events.AddRange(Woken(wakes, events));
        return events;
    }

    /// <summary>Returns the wake-ups of calls by key. The commits show which rows have the keys.</summary>
    private static IEnumerable<LoggedEvent> Woken(List<LoggedWake> wakes, List<LoggedEvent> events)
    {
        var rows = events.Select(one => one.Event).OfType<CheckCommitted>().Select(commit => commit.Row)
            .SelectMany(row => new[] { Key(row.ClientName, row.GatewayReference), Key(row.ClientName, row.MerchantReference) }
                .Select(key => (Key: key, row.Id)))
            .Where(one => one.Key is not null).Distinct().ToLookup(one => one.Key, one => one.Id);
        foreach (var wake in wakes.Where(wake => wake.Count != 0))
        {
            long[] ids =
            [
                .. rows[Key(wake.Request.ClientName!, wake.Request.GatewayKey)]
                    .Union(rows[Key(wake.Request.ClientName!, wake.Request.MerchantKey)]),
            ];
            foreach (var id in ids)
            {
                yield return new LoggedEvent(new RowWoken(wake.Request.Now, id), wake.From, wake.To)
                {
                    // The row's count of wakes decides.
                    IsCertain = wake.Count == ids.Length,
                };
            }
        }
    }

    private static string? Key(string client, string? reference) => reference is null ? null : $"{client} {reference.ToUpperInvariant()}";

    /// <summary>Returns the events of each row, and together those of rows that are one transaction.</summary>
    private IEnumerable<List<LoggedEvent>> Groups(List<LoggedEvent> events)
    {
        var rows = events.GroupBy(one => one.Event.RowId).ToDictionary(
            row => row.Key, row => LogPlace.WithFences(LogOutcomes.Resolve([.. row], _stored.GetValueOrDefault(row.Key))));
        var duplicates = rows.Values.SelectMany(row => row).Select(one => one.Event).OfType<CheckCommitted>()
            .Where(commit => commit.Outcome == CommitOutcome.Duplicate)
            .Select(commit => (commit.Row.ClientName, commit.Row.GatewayReference)).ToHashSet();
        return rows.GroupBy(row => KeyOf(row.Key, row.Value), row => row.Value).Select(group => group.SelectMany(row => row).ToList());

        (string, string?, long) KeyOf(long id, List<LoggedEvent> row)
        {
            var shared = row.Select(one => one.Event).OfType<CheckCommitted>()
                .FirstOrDefault(commit => duplicates.Contains((commit.Row.ClientName, commit.Row.GatewayReference)));
            return shared is null ? ("", null, id) : (shared.Row.ClientName, shared.Row.GatewayReference, 0);
        }
    }

    // A process may end before it logs the row that it has added, and rows of the merchant's own transactions are not logged.
    private static void Enroll(long id, List<LoggedEvent> events, InvariantChecker checker)
    {
        if (events.Exists(one => one.Event is RowEnrolled { IsJoined: false } && one.Event.RowId == id)) return;
        var commit = events.Select(one => one.Event).OfType<CheckCommitted>().FirstOrDefault(commit => commit.RowId == id);
        if (commit is null) return;
        checker.Add(new RowEnrolled(commit.Row.TrackedAt, commit.Row with
        {
            Status = TrackingStatus.Active,
            Belief = null,
            HasMismatch = false,
            EarlierAttempts = [],
            AttemptStartedAt = null,
            CheckCount = 0,
            Sequence = 0,
        }, Fence: 0));
    }

    /// <summary>Returns the event as the store wrote it: a row that was woken during its check is due again.</summary>
    private TrackingEvent AsStored(TrackingEvent e, InvariantChecker checker)
    {
        var history = checker.HistoryOf(e.RowId);
        switch (e)
        {
            case CheckCommitted { Outcome: CommitOutcome.Written } commit when history.WokenAt is not null:
                var row = commit.Row;
                return commit with
                {
                    Row = row with
                    {
                        Status = TrackingStatus.Active,
                        NextCheckAt = commit.DueIfWoken ?? commit.At,
                        DeadlineAt = row.DeadlineAt > history.DeadlineAt ? row.DeadlineAt : history.DeadlineAt,
                    },
                };
            case ChangeClaimed claim:
                _claims[(claim.ChangeId, claim.Fence)] = claim.At;
                return claim;
            case HandlerStarted started:
                // The clock of its instance may be ahead: the call was not before its claim.
                var claimedAt = _claims.GetValueOrDefault((started.ChangeId, started.Fence));
                return started with { DatabaseAt = claimedAt > started.At ? claimedAt : started.At };
            default:
                return e;
        }
    }
}
