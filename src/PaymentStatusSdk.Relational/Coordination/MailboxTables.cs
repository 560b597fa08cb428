using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;

namespace PaymentStatusSdk.Relational.Coordination;

/// <summary>The statements of mailboxes and their messages.</summary>
internal sealed class MailboxTables(StoreDatabase database)
{
    private readonly RelationalDialect _dialect = database.Dialect;
    private readonly string _mailbox = database.Dialect.Table("payment_callback_mailbox");
    private readonly string _message = database.Dialect.Table("payment_callback_message");

    private static readonly SqlColumn<Mailbox>[] MailboxColumns =
    [
        new("id", SqlType.Key, row => row.Id) { IsKey = true },
        new("owner", SqlType.Uuid, row => row.Owner),
        new("opened_at", SqlType.Time, row => StoredTime.Up(row.OpenedAt)),
        new("expires_at", SqlType.Time, row => StoredTime.Up(row.ExpiresAt)),
        new("delivered_count", SqlType.Number, row => row.DeliveredCount),
    ];

    // Deliveries write the other columns meanwhile.
    private static readonly SqlColumn<Mailbox>[] TimeColumns =
    [
        new("id", SqlType.Key, row => row.Id) { IsKey = true },
        new("opened_at", SqlType.Time, row => StoredTime.Up(row.OpenedAt)),
        new("expires_at", SqlType.Time, row => StoredTime.Up(row.ExpiresAt)),
    ];

    private static readonly SqlColumn<(string MailboxId, long Number, ReadOnlyMemory<byte> Body)>[] MessageColumns =
    [
        new("mailbox_id", SqlType.Key, row => row.MailboxId),
        new("number", SqlType.Number, row => row.Number),
        new("body", SqlType.Bytes, row => row.Body),
    ];

    /// <summary>Opens a mailbox, and deletes some expired ones.</summary>
    /// <returns>Whether no other mailbox with this id is open.</returns>
    public async Task<bool> OpenAsync(
        StoreSession session, string id, Guid owner, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        var clock = new DatabaseClock(database);
        var old = new List<Mailbox>();
        Mailbox? same = null;
        await session.RunAsync(clock.Statements, cancellationToken).ConfigureAwait(false);
        var now = clock.Now;
        // A mailbox that was opened later than now was opened before the clock was set back.
        // The rows are locked: a delivery to one of them would lose its message.
        var outdated = Select($"expires_at <= @now OR opened_at > @now ORDER BY expires_at LIMIT 100{_dialect.RowLockOrSkip}", old.Add)
            .With("now", SqlType.Time, now);
        await session.RunAsync(
            [outdated, Select($"id = @id{_dialect.RowLock}", row => same = row).With("id", SqlType.Key, id)],
            cancellationToken).ConfigureAwait(false);
        if (same is not null && !same.HasExpired(now) && same.Owner != owner) return false;
        // An open mailbox with this owner was opened by an earlier attempt whose response was lost.
        Mailbox?[] found = [.. old, same];
        // Each id once, and in one order for all instances.
        var expired = new SortedSet<string>(
            found.OfType<Mailbox>().Where(row => row.HasExpired(now)).Select(row => row.Id), StringComparer.Ordinal);
        Mailbox[] shortened = [.. old.Where(row => !row.HasExpired(now))
            .Select(row => row with { OpenedAt = now, ExpiresAt = TimeMath.SaturatingAdd(now, row.ExpiresAt - row.OpenedAt) })];
        var opened = new Mailbox(id, owner, now, TimeMath.SaturatingAdd(now, expiresAfter), 0);
        var isOpen = false;
        await session.CompleteAsync(
            [
                .. expired.Count > 0
                    ? [Delete(_message, "mailbox_id", expired), Delete(_mailbox, "id", expired)]
                    : Array.Empty<SqlStatement>(),
                .. shortened.Length > 0 ? _dialect.Update(_mailbox, TimeColumns, shortened) : [],
                _dialect.InsertOrIgnore(_mailbox, MailboxColumns, opened, returning: null),
                Select("id = @id", row => isOpen = row.Owner == owner).With("id", SqlType.Key, id),
            ],
            cancellationToken).ConfigureAwait(false);
        return isOpen;
    }

    /// <summary>Decides what happens with a message, and writes it if <paramref name="mayWrite"/>.</summary>
    public async Task<CallbackDelivery> DeliverAsync(
        StoreSession session, string id, ReadOnlyMemory<byte> body, int maxMessages, IEnumerable<SqlStatement> signal, bool mayWrite,
        CancellationToken cancellationToken)
    {
        var clock = new DatabaseClock(database);
        Mailbox? mailbox = null;
        (long Count, bool IsWaiting) stored = default;
        var messages = new SqlStatement(
            $"SELECT COUNT(*), SUM(CASE WHEN body = @body THEN 1 ELSE 0 END) FROM {_message} WHERE mailbox_id = @id")
        {
            ReturnsRows = true,
            Read = reader => stored = (reader.GetInt64(0),
                !reader.IsDBNull(1) && System.Convert.ToInt64(reader.GetValue(1), System.Globalization.CultureInfo.InvariantCulture) > 0),
        };
        IEnumerable<SqlStatement> reads =
        [
            .. clock.Statements, Select($"id = @id{(mayWrite ? _dialect.RowLock : "")}", row => mailbox = row).With("id", SqlType.Key, id),
            messages.With("body", SqlType.Bytes, body).With("id", SqlType.Key, id),
        ];
        await (mayWrite
            ? session.RunAsync(reads, cancellationToken)
            : session.CompleteAsync(reads, cancellationToken)).ConfigureAwait(false);
        var delivery = MailboxRules.Deliver(mailbox?.ExpiresAt, clock.Now, stored.IsWaiting, stored.Count, maxMessages);
        if (delivery != CallbackDelivery.Delivered || !mayWrite || mailbox is null) return delivery;
        var number = mailbox.DeliveredCount + 1;
        await session.CompleteAsync(
            [
                .. _dialect.Update(_mailbox, MailboxColumns, [mailbox with { DeliveredCount = number }]),
                .. _dialect.Insert(_message, MessageColumns, [(id, number, body)]), .. signal,
            ],
            cancellationToken).ConfigureAwait(false);
        return delivery;
    }

    /// <summary>Reads the messages after a number. The owner distinguishes the mailbox from a later one with the same id.</summary>
    public SqlStatement Fetch(string id, Guid owner, long last, List<(long Number, byte[] Body)> messages) => new SqlStatement($"""
        SELECT message.number, message.body FROM {_mailbox} mailbox JOIN {_message} message ON message.mailbox_id = mailbox.id
        WHERE mailbox.id = @id AND mailbox.owner = @owner AND message.number > @last ORDER BY message.number
        """)
    {
        ReturnsRows = true,
        Read = reader => messages.Add((reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))),
    }.With("id", SqlType.Key, id).With("owner", SqlType.Uuid, owner).With("last", SqlType.Number, last);

    /// <summary>Deletes the messages up to a number.</summary>
    public SqlStatement Acknowledge(string id, Guid owner, long last) => new SqlStatement($"""
        DELETE FROM {_message}
        WHERE mailbox_id = @id AND number <= @last AND EXISTS (SELECT 1 FROM {_mailbox} m WHERE m.id = @id AND m.owner = @owner)
        """).With("id", SqlType.Key, id).With("last", SqlType.Number, last).With("owner", SqlType.Uuid, owner);

    /// <summary>Deletes the mailbox with its messages.</summary>
    public IEnumerable<SqlStatement> Close(string id, Guid owner) =>
    [
        // A delivery that is under way ends first; otherwise its message would stay behind.
        Select($"id = @id AND owner = @owner{_dialect.RowLock}", static _ => { }).With("id", SqlType.Key, id)
            .With("owner", SqlType.Uuid, owner),
        Acknowledge(id, owner, long.MaxValue),
        new SqlStatement($"DELETE FROM {_mailbox} WHERE id = @id AND owner = @owner").With("id", SqlType.Key, id)
            .With("owner", SqlType.Uuid, owner),
    ];

    private SqlStatement Select(string condition, Action<Mailbox> read) =>
        new($"SELECT id, owner, opened_at, expires_at, delivered_count FROM {_mailbox} WHERE {condition}")
        {
            ReturnsRows = true,
            Read = reader => read(new Mailbox(
                reader.GetString(0), _dialect.ReadGuid(reader, 1), _dialect.ReadTime(reader, 2), _dialect.ReadTime(reader, 3),
                reader.GetInt64(4))),
        };

    private SqlStatement Delete(string table, string column, IReadOnlyCollection<object> ids)
    {
        var statement = new SqlStatement();
        statement.Text = $"DELETE FROM {table} WHERE {_dialect.In(statement, column, "ids", SqlType.Key, ids)}";
        return statement;
    }

    private sealed record Mailbox(string Id, Guid Owner, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, long DeliveredCount)
    {
        public bool HasExpired(DateTimeOffset now) => MailboxRules.HasExpired(ExpiresAt, now);
    }
}
