using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Claims rows for checks, renews their leases and commits the results.</summary>
internal static class SqliteChecks
{
    // Reads one range of the index payment_tracked_due: rows that are not due are never read.
    private const string Due = $"""
        SELECT {SqliteTrackedRow.Columns}, fence, wakes FROM payment_tracked
        WHERE client = ?1 AND due_at <= ?2 ORDER BY due_at, id LIMIT ?3
        """;

    private const string AnyDue = "SELECT 1 FROM payment_tracked WHERE client = ?1 AND due_at <= ?2 LIMIT 1";
    private const string Lease = "UPDATE payment_tracked SET due_at = ?2, leased = 1, fence = fence + 1 WHERE id = ?1";
    // The row has no lease then, so it can be woken once its document is repaired. The new fencing number rejects the commit of an earlier
    // claim.
    private const string Defer = "UPDATE payment_tracked SET due_at = ?2, leased = 0, fence = fence + 1 WHERE id = ?1";
    private const string Renewal = "UPDATE payment_tracked SET due_at = ?3 WHERE id = ?1 AND fence = ?2 AND leased = 1";
    private const string Held =
        "SELECT wakes, deadline_at, client, gateway_key, sequence FROM payment_tracked WHERE id = ?1 AND fence = ?2 AND leased = 1";
    private const string Survivor = "SELECT id FROM payment_tracked WHERE client = ?1 AND gateway_key = ?2 AND status <> 5 AND id <> ?3";

    private const string Update = """
        UPDATE payment_tracked SET gateway_reference = ?2, gateway_key = ?3, merchant_reference = ?4, merchant_key = ?5,
            asked_by_merchant = ?6, status = ?7, state = ?8,
            due_at = ?9, sequence = ?10, deadline_at = ?11, completed_at = ?12, document = ?13, final = ?14, leased = 0
        WHERE id = ?1
        """;

    public static bool IsAnyDue(SqliteSession session, CheckClaim claim)
    {
        using var any = session.Prepare(AnyDue).Bind(claim.ClientName).Bind(claim.Now);
        return any.Step();
    }

    public static SqliteClaimed<ClaimedTransaction> Claim(SqliteSession session, CheckClaim claim) =>
        SqliteClaimed<ClaimedTransaction>.Run(leftOut => Claim(session, claim, leftOut));

    private static List<ClaimedTransaction> Claim(SqliteSession session, CheckClaim claim, List<SqliteUnreadableException> leftOut)
    {
        var claimed = new List<ClaimedTransaction>();
        var unreadableIds = new List<long>();
        using (var due = session.Prepare(Due).Bind(claim.ClientName).Bind(claim.Now).Bind(claim.Count))
        {
            while (due.Step())
            {
                try
                {
                    var row = SqliteTrackedRow.Read(due);
                    claimed.Add(new ClaimedTransaction(
                        row with { NextCheckAt = claim.Until }, due.Int64(SqliteTrackedRow.Next) + 1, due.Int64(SqliteTrackedRow.Next + 1),
                        row.NextCheckAt!.Value));
                }
                catch (SqliteUnreadableException unreadable)
                {
                    unreadableIds.Add(due.Int64(0));
                    leftOut.Add(unreadable);
                }
            }
        }

        foreach (var id in unreadableIds)
        {
            using var defer = session.Prepare(Defer).Bind(id).Bind(claim.Now + SqliteClaimed<ClaimedTransaction>.RetryDelay);
            defer.Run();
        }

        foreach (var one in claimed)
        {
            using var lease = session.Prepare(Lease).Bind(one.Transaction.Id).Bind(claim.Until);
            lease.Run();
        }

        return claimed;
    }

    public static void Renew(SqliteSession session, IReadOnlyList<Lease<long>> leases, DateTimeOffset until)
    {
        foreach (var lease in leases)
        {
            using var renewal = session.Prepare(Renewal).Bind(lease.Id).Bind(lease.Fence).Bind(until);
            renewal.Run();
        }
    }

    /// <summary>Writes one commit of a batch.</summary>
    /// <returns>The outcome, and whether the row, or the row it is a duplicate of, is due again already.</returns>
    public static (CommitOutcome Outcome, bool IsDue) Commit(SqliteSession session, CheckCommit commit, DateTimeOffset now)
    {
        var row = commit.Transaction;
        bool isWoken;
        DateTimeOffset deadlineAt;
        string client;
        string? oldKey;
        long oldSequence;
        using (var held = session.Prepare(Held).Bind(row.Id).Bind(commit.Fence))
        {
            if (!held.Step()) return (CommitOutcome.Lost, false);
            isWoken = held.Int64(0) != commit.Wakes;
            deadlineAt = held.Time(1);
            client = held.TextOrNull(2)!;
            oldKey = held.TextOrNull(3);
            oldSequence = held.Int64(4);
        }

        var survivor = commit.Keys.GatewayKey is { } key && key != oldKey ? FindSurvivor(session, client, key, row.Id) : null;
        if (survivor is not null)
        {
            row = row with { Status = TrackingStatus.Duplicate, NextCheckAt = null, CompletedAt = now, Sequence = oldSequence };
        }
        else if (isWoken)
        {
            row = row with
            {
                Status = TrackingStatus.Active,
                NextCheckAt = commit.DueIfWoken ?? now,
                DeadlineAt = row.DeadlineAt > deadlineAt ? row.DeadlineAt : deadlineAt,
            };
        }

        Write(session, row, commit.Keys);
        if (survivor is { } id)
        {
            // The surviving row may be completed or due much later; without an immediate check, the new status would not be reported. A
            // check of it that is committed later, in this batch or another, finds that the row was woken.
            SqliteWakeup.RunSurvivor(session, id, now, row.DeadlineAt);
            return (CommitOutcome.Duplicate, true);
        }

        foreach (var change in commit.Changes) SqliteChanges.Add(session, row.Id, change, now);
        return (CommitOutcome.Written, isWoken && row.NextCheckAt <= now);
    }

    private static long? FindSurvivor(SqliteSession session, string client, string key, long id)
    {
        using var survivor = session.Prepare(Survivor).Bind(client).Bind(key).Bind(id);
        return survivor.Step() ? survivor.Int64(0) : null;
    }

    private static void Write(SqliteSession session, TrackedTransaction row, TransactionKeys keys)
    {
        using var update = session.Prepare(Update)
            .Bind(row.Id).Bind(row.GatewayReference).Bind(keys.GatewayKey).Bind(row.MerchantReference).Bind(keys.MerchantKey)
            .Bind(keys.IsAskedByMerchant)
            .Bind((int)row.Status).Bind(SqliteTrackedRow.StateOf(row)).Bind(SqliteTrackedRow.DueAt(row)).Bind(row.Sequence)
            .Bind(row.DeadlineAt).Bind(row.CompletedAt).Bind(SqliteDocuments.Write(row)).Bind(SqliteTrackedRow.IsFinal(row));
        update.Run();
    }
}
