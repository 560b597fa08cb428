using System.Data.Common;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Deletes old rows, shortens leases, counts rows and keeps the newest time.</summary>
internal sealed class StoreMaintenance(RelationalDialect dialect)
{
    private readonly string _tracked = dialect.Table("payment_tracked");
    private readonly string _change = dialect.Table("payment_change");
    private readonly string _clock = dialect.Table("payment_clock");

    public async Task<int> PruneAsync(StoreSession session, PruneRequest call, CancellationToken cancellationToken)
    {
        var changes = new List<object>();
        var rows = new List<object>();
        var delivered = new SqlStatement(
            $"SELECT c.id FROM {_change} c WHERE c.status = 'Delivered' AND c.delivered_at < @before ORDER BY c.delivered_at LIMIT "
            + $"@count{dialect.RowLockOrSkip}")
        {
            ReturnsRows = true,
            Read = reader => changes.Add(dialect.ReadGuid(reader, 0)),
        };
        var completed = new SqlStatement($"""
            SELECT t.id FROM {_tracked} t
            WHERE t.status <> 'Active' AND t.completed_at < @before AND (t.due_at IS NULL OR t.due_at < @before)
                AND (SELECT c.id FROM {_change} c WHERE c.transaction_id = t.id AND c.status IN ('Pending', 'Parked') LIMIT 1) IS NULL
            ORDER BY t.completed_at LIMIT @count{dialect.RowLockOf("t")}{dialect.RowLockOrSkip[dialect.RowLock.Length..]}
            """)
        {
            ReturnsRows = true,
            Read = reader => rows.Add(reader.GetInt64(0)),
        };
        await session.RunAsync(
            [Bounded(delivered, call.DeliveredBefore, call.BatchSize), Bounded(completed, call.CompletedBefore, call.BatchSize)],
            cancellationToken).ConfigureAwait(false);
        var deletions = new List<SqlStatement>();
        if (rows.Count > 0)
        {
            await session.RunAsync([ChangesOf(rows, changes)], cancellationToken).ConfigureAwait(false);
            deletions.Add(Delete(_tracked, SqlType.Number, rows));
        }

        var old = changes.Distinct().ToArray();
        if (old.Length > 0) deletions.Add(Delete(_change, SqlType.Uuid, old));
        await session.CompleteAsync(deletions, cancellationToken).ConfigureAwait(false);
        return rows.Count + old.Length;
    }

    public async Task<int> ShortenLeasesAsync(StoreSession session, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        var rows = new List<LeaseEnd>();
        var changes = new List<LeaseEnd>();
        await session.RunAsync(Longer(latest, rows, changes, dialect.RowLockOrSkip), cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(
            [.. dialect.UpdateAll(_tracked, LeaseEnd.OfRow, rows), .. dialect.UpdateAll(_change, LeaseEnd.OfChange, changes)],
            cancellationToken).ConfigureAwait(false);
        return rows.Count + changes.Count;
    }

    public async Task<bool> IsAnyLeaseLongerAsync(StoreSession session, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        var found = new List<LeaseEnd>();
        await session.CompleteAsync(Longer(latest, found, found, ""), cancellationToken).ConfigureAwait(false);
        return found.Count > 0;
    }

    public async Task<TrackingFigures> MeasureAsync(StoreSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = new List<ActiveCount>();
        var next = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        DateTimeOffset? nextDelivery = null;
        var parked = 0L;
        // Each statement reads only its index: the first one all of payment_tracked_active, the others one entry.
        await session.RunAsync(
            [
                new SqlStatement($"""
                    SELECT client, state, COUNT(*), MIN(CASE WHEN final = FALSE THEN tracked_at END) FROM {_tracked} WHERE status = 'Active'
                        GROUP BY client, state
                    """)
                {
                    ReturnsRows = true,
                    Read = reader => active.Add(
                        new ActiveCount(reader.GetString(0), Enums.Parse<PaymentState>(reader.GetString(1)), reader.GetInt64(2))
                        {
                            OldestTrackedAt = reader.TimeOrNull(3, dialect),
                        }),
                },
                new SqlStatement($"SELECT due_at FROM {_change} WHERE head = TRUE ORDER BY due_at LIMIT 1")
                {
                    ReturnsRows = true,
                    Read = reader => nextDelivery = dialect.ReadTime(reader, 0),
                },
                new SqlStatement($"SELECT COUNT(*) FROM {_change} WHERE status = 'Parked'")
                {
                    ReturnsRows = true,
                    Read = reader => parked = reader.GetInt64(0),
                },
            ],
            cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(active.Select(one => one.ClientName).Distinct(StringComparer.Ordinal).Select(client =>
            new SqlStatement($"SELECT due_at FROM {_tracked} WHERE client = @client AND due_at IS NOT NULL ORDER BY due_at LIMIT 1")
            {
                ReturnsRows = true,
                Read = reader => next[client] = dialect.ReadTime(reader, 0),
            }.With("client", SqlType.Name, client)), cancellationToken).ConfigureAwait(false);
        var oldest = next.Values.Where(time => time <= now).Select(time => (DateTimeOffset?)time).Min();
        return new TrackingFigures(active, oldest, nextDelivery <= now ? nextDelivery : null, parked)
        {
            NextCheckAt = next,
            NextDeliveryAt = nextDelivery,
        };
    }

    /// <summary>Reads the newest time that a process has noted, for a database without a clock of its own.</summary>
    public async Task<StoreTime> ReadNotedAsync(StoreSession session, CancellationToken cancellationToken)
    {
        var time = new StoreTime();
        var select = new SqlStatement($"SELECT newest_at, accepted_at FROM {_clock} WHERE id = 1")
        {
            ReturnsRows = true,
            Read = reader => time = new StoreTime { NewestAt = Ticks(reader, 0), AcceptedAt = Ticks(reader, 1) },
        };
        await session.CompleteAsync([select], cancellationToken).ConfigureAwait(false);
        return time;
    }

    public async Task<bool> NoteAsync(StoreSession session, StoreTime time, CancellationToken cancellationToken)
    {
        await session.CompleteAsync(
            [
                new SqlStatement($"DELETE FROM {_clock}"),
                new SqlStatement($"INSERT INTO {_clock} (id, newest_at, accepted_at) VALUES (1, @newest, @accepted)")
                    .With("newest", SqlType.Number, time.NewestAt?.UtcTicks).With("accepted", SqlType.Number, time.AcceptedAt?.UtcTicks),
            ],
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static DateTimeOffset? Ticks(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);

    private static SqlStatement Bounded(SqlStatement statement, DateTimeOffset before, int count) =>
        statement.With("before", SqlType.Time, StoredTime.Up(before)).With("count", SqlType.Number, (long)count);

    private SqlStatement ChangesOf(IReadOnlyCollection<object> transactionIds, List<object> changes)
    {
        var statement = new SqlStatement { ReturnsRows = true, Read = reader => changes.Add(dialect.ReadGuid(reader, 0)) };
        statement.Text =
            $"SELECT c.id FROM {_change} c WHERE {dialect.In(statement, "c.transaction_id", "ids", SqlType.Number, transactionIds)}";
        return statement;
    }

    private SqlStatement Delete(string table, SqlType type, IReadOnlyCollection<object> ids)
    {
        var statement = new SqlStatement();
        statement.Text = $"DELETE FROM {table} WHERE {dialect.In(statement, "id", "ids", type, ids)}";
        return statement;
    }

    private SqlStatement[] Longer(DateTimeOffset latest, List<LeaseEnd> rows, List<LeaseEnd> changes, string rowLock) =>
    [
        new SqlStatement($"SELECT id FROM {_tracked} WHERE leased = TRUE AND due_at > @latest{rowLock}")
        {
            ReturnsRows = true,
            Read = reader => rows.Add(new LeaseEnd(reader.GetInt64(0), latest)),
        }.With("latest", SqlType.Time, StoredTime.Up(latest)),
        new SqlStatement($"SELECT id FROM {_change} WHERE head = TRUE AND leased = TRUE AND due_at > @latest{rowLock}")
        {
            ReturnsRows = true,
            Read = reader => changes.Add(new LeaseEnd(dialect.ReadGuid(reader, 0), latest)),
        }.With("latest", SqlType.Time, StoredTime.Up(latest)),
    ];

    /// <summary>The new end of a lease.</summary>
    private sealed record LeaseEnd(object Id, DateTimeOffset DueAt)
    {
        public static readonly SqlColumn<LeaseEnd>[] OfRow =
            [
                new("id", SqlType.Number, lease => lease.Id) { IsKey = true },
                new("due_at", SqlType.Time, lease => StoredTime.Up(lease.DueAt)),
            ];

        public static readonly SqlColumn<LeaseEnd>[] OfChange = [OfRow[0] with { Type = SqlType.Uuid }, OfRow[1]];
    }
}
