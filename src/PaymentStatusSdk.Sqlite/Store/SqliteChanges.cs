using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Adds, claims and commits the status changes that are to be delivered to the handlers.</summary>
/// <remarks>
/// At most one change of each transaction is the <c>head</c>: the first pending one, or the one that is being delivered. Only heads are
/// claimed, so a claim reads one range of an index, however many changes wait behind others.
/// </remarks>
internal static class SqliteChanges
{
    private const string Insert = """
        INSERT INTO payment_change (id, transaction_id, sequence, kind, created_at, status, due_at, document, head)
        VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, NOT EXISTS (SELECT 1 FROM payment_change WHERE transaction_id = ?2 AND status = 1))
        """;

    private const string Due = """
        SELECT id, fence, tries, completed_handlers, document, leased, last_error FROM payment_change WHERE head = 1 AND due_at <= ?1
            ORDER BY due_at, id LIMIT ?2
        """;
    private const string AnyDue = "SELECT 1 FROM payment_change WHERE head = 1 AND due_at <= ?1 LIMIT 1";
    private const string Lease = "UPDATE payment_change SET due_at = ?2, leased = 1, fence = fence + 1, tries = tries + 1 WHERE id = ?1";
    private const string Defer = "UPDATE payment_change SET due_at = ?2, leased = 0, fence = fence + 1 WHERE id = ?1";
    private const string Renewal = "UPDATE payment_change SET due_at = ?3 WHERE id = ?1 AND fence = ?2 AND leased = 1";

    private const string Update = """
        UPDATE payment_change SET status = ?3, tries = ?4, completed_handlers = ?5, due_at = ?6, delivered_at = ?7, last_error = ?8,
            leased = 0, head = 0
        WHERE id = ?1 AND fence = ?2 AND leased = 1 RETURNING transaction_id
        """;

    private const string Reset = """
        UPDATE payment_change SET status = 1, tries = 0, due_at = ?2, leased = 0, head = 0 WHERE id = ?1 AND status = 3
            RETURNING transaction_id
        """;

    private const string ClearHead =
        "UPDATE payment_change SET head = 0 WHERE transaction_id = ?1 AND status = 1 AND head = 1 AND leased = 0";

    private const string SetHead = """
        UPDATE payment_change SET head = 1
        WHERE id = (SELECT id FROM payment_change WHERE transaction_id = ?1 AND status = 1 ORDER BY sequence LIMIT 1)
          AND NOT EXISTS (SELECT 1 FROM payment_change WHERE transaction_id = ?1 AND status = 1 AND head = 1)
        """;

    public static void Add(SqliteSession session, long transactionId, StatusChange change, DateTimeOffset now)
    {
        using var insert = session.Prepare(Insert)
            .Bind(Text(change.Id)).Bind(transactionId).Bind(change.Sequence).Bind((int)change.Kind).Bind(change.At).Bind(now)
            .Bind(SqliteDocuments.Write(change));
        insert.Run();
    }

    public static bool IsAnyDue(SqliteSession session, ChangeClaim claim)
    {
        using var any = session.Prepare(AnyDue).Bind(claim.Now);
        return any.Step();
    }

    public static SqliteClaimed<ClaimedChange> Claim(SqliteSession session, ChangeClaim claim) =>
        SqliteClaimed<ClaimedChange>.Run(leftOut => Claim(session, claim, leftOut));

    private static List<ClaimedChange> Claim(SqliteSession session, ChangeClaim claim, List<SqliteUnreadableException> leftOut)
    {
        var claimed = new List<ClaimedChange>();
        var unreadableIds = new List<string>();
        using (var due = session.Prepare(Due).Bind(claim.Now).Bind(claim.Count))
        {
            while (due.Step())
            {
                try
                {
                    var change = Read(due, id: 0, document: 4) with { Attempt = due.Int32(2) + 1 };
                    claimed.Add(new ClaimedChange(change, due.Int64(1) + 1, due.TextOrNull(3)?.Split('\n') ?? [])
                    {
                        HasExpiredLease = due.Int32(5) != 0,
                        LastError = due.TextOrNull(6),
                    });
                }
                catch (SqliteUnreadableException unreadable)
                {
                    unreadableIds.Add(due.TextOrNull(0)!);
                    leftOut.Add(unreadable);
                }
            }
        }

        // Later changes of the same transaction wait as well: they are delivered in order.
        foreach (var id in unreadableIds)
        {
            using var defer = session.Prepare(Defer).Bind(id).Bind(claim.Now + SqliteClaimed<ClaimedChange>.RetryDelay);
            defer.Run();
        }

        foreach (var one in claimed)
        {
            using var lease = session.Prepare(Lease).Bind(Text(one.Change.Id)).Bind(claim.Until);
            lease.Run();
        }

        return claimed;
    }

    public static void Renew(SqliteSession session, IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until)
    {
        foreach (var lease in leases)
        {
            using var renewal = session.Prepare(Renewal).Bind(Text(lease.Id)).Bind(lease.Fence).Bind(until);
            renewal.Run();
        }
    }

    /// <summary>Writes the result of a delivery.</summary>
    /// <returns>Whether another change of the transaction can be delivered now.</returns>
    public static bool Commit(SqliteSession session, DeliveryCommit commit)
    {
        using var update = session.Prepare(Update)
            .Bind(Text(commit.Id)).Bind(commit.Fence).Bind((int)commit.Status).Bind(commit.Tries)
            .Bind(commit.CompletedHandlers.Count == 0 ? null : string.Join('\n', commit.CompletedHandlers))
            .Bind(commit.Status == DeliveryStatus.Pending ? commit.NextTryAt : null).Bind(commit.DeliveredAt).Bind(commit.LastError);
        if (!update.Step()) return false;
        var transactionId = update.Int64(0);
        update.Run();
        return PromoteNext(session, transactionId) && commit.Status != DeliveryStatus.Pending;
    }

    public static bool Redeliver(SqliteSession session, Guid id, DateTimeOffset now)
    {
        using var reset = session.Prepare(Reset).Bind(Text(id)).Bind(now);
        if (!reset.Step()) return false;
        var transactionId = reset.Int64(0);
        reset.Run();
        PromoteNext(session, transactionId);
        return true;
    }

    /// <summary>Reads the document of a change, with the id of the row.</summary>
    /// <exception cref="UnreadableException">This version cannot read the document.</exception>
    public static StatusChange Read(SqliteStatement row, int id, int document)
    {
        try
        {
            return SqliteDocuments.ReadChange(row.Bytes(document)) with { Id = Guid.Parse(row.TextOrNull(id)!) };
        }
        catch (Exception exception) when (SqliteDocuments.IsUnreadable(exception))
        {
            throw new SqliteUnreadableException($"change {row.TextOrNull(id)}", exception);
        }
    }

    public static string Text(Guid id) => id.ToString("D");

    /// <summary>
    /// Makes the first pending change the head, unless one is being delivered: two changes of one transaction are never delivered
    /// concurrently.
    /// </summary>
    private static bool PromoteNext(SqliteSession session, long transactionId)
    {
        using var clear = session.Prepare(ClearHead).Bind(transactionId);
        clear.Run();
        using var set = session.Prepare(SetHead).Bind(transactionId);
        return set.Run() > 0;
    }
}
