using System.Runtime.ExceptionServices;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Finds the row of a transaction and joins it, or adds a new row.</summary>
internal sealed class Enrollments(RelationalDialect dialect, WakeupHub hub)
{
    private readonly string _tracked = dialect.Table("payment_tracked");

    /// <summary>Adds a transaction or joins its row.</summary>
    /// <returns>The row; null when another call added it at the same time, so that the next attempt finds it.</returns>
    public async Task<Enrolled?> AddAsync(
        StoreSession session, TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        Predicate<DateTimeOffset?> isDue, CancellationToken cancellationToken)
    {
        var stored = StoredText.Keys(keys);
        var rows = new List<TrackedRow>();
        // Merchant keys need not be unique, so no index can reject the second of two concurrent enrollments.
        IEnumerable<SqlStatement> locking =
            keys.MerchantKey is null || dialect.LockKey($"{transaction.ClientName}\n{keys.MerchantKey}") is not { } single ? [] : [single];
        await session.RunAsync(
            [.. locking, .. ByKeys(transaction.ClientName, stored.GatewayKey, stored.MerchantKey, isLocked: true, rows)],
            cancellationToken).ConfigureAwait(false);
        if (EnrollmentRules.Find([.. rows.Select(row => row.Stored)], stored) is not { } found)
        {
            var added = transaction with
            {
                DeadlineAt = StoredTime.Up(transaction.DeadlineAt),
                NextCheckAt = StoredTime.Up(transaction.NextCheckAt),
            };
            return await InsertAsync(session, new RowUpdate(added, stored, 0, 0), isDue, cancellationToken).ConfigureAwait(false);
        }

        var known = rows.First(row => row.Stored.Id == found.Id).ToTransaction();
        TrackedTransaction? joined;
        try
        {
            joined = join(known);
            if (joined is not null) StoredText.Require(joined, keys);
        }
        catch (Exception exception)
        {
            // An exception of the caller is not a failure of the database.
            return new Enrolled(known, ExceptionDispatchInfo.Capture(exception));
        }

        if (joined is null)
        {
            await session.CompleteAsync([], cancellationToken).ConfigureAwait(false);
            return new Enrolled(known);
        }

        var update = EnrollmentRules.Join(found, joined, stored);
        await session.CompleteAsync(
            [.. Write(update), .. Notify(session, update.Transaction, isDue)], cancellationToken).ConfigureAwait(false);
        return new Enrolled(Rounded(update.Transaction));
    }

    public async Task<TrackedTransaction?> FindAsync(
        StoreSession session, string clientName, TransactionKeys keys, CancellationToken cancellationToken)
    {
        var rows = new List<TrackedRow>();
        keys = StoredText.Keys(keys);
        await session.CompleteAsync(
            ByKeys(clientName, keys.GatewayKey, keys.MerchantKey, isLocked: false, rows), cancellationToken).ConfigureAwait(false);
        return EnrollmentRules.Find([.. rows.Select(row => row.Stored)], keys) is { } found
            ? rows.First(row => row.Stored.Id == found.Id).ToTransaction()
            : null;
    }

    public async Task<TrackedTransaction?> GetAsync(StoreSession session, long id, CancellationToken cancellationToken)
    {
        var rows = new List<TrackedRow>();
        await session.CompleteAsync([ById(id, isLocked: false, rows)], cancellationToken).ConfigureAwait(false);
        return rows is [var row] ? row.ToTransaction() : null;
    }

    /// <summary>Reads a row by its number.</summary>
    public SqlStatement ById(long id, bool isLocked, List<TrackedRow> rows) =>
        Rows(["id = @id"], isLocked, rows).With("id", SqlType.Number, id);

    /// <summary>Reads the rows of a client with either key, as it is stored.</summary>
    public IEnumerable<SqlStatement> ByKeys(
        string? clientName, string? gatewayKey, string? merchantKey, bool isLocked, List<TrackedRow> rows)
    {
        List<string> conditions = [];
        if (gatewayKey is not null) conditions.Add("client = @client AND gateway_key = @gateway_key");
        if (merchantKey is not null) conditions.Add("client = @client AND merchant_key = @merchant_key");
        if (conditions.Count == 0) return [];
        var statement = Rows(conditions, isLocked, rows).With("client", SqlType.Name, clientName);
        if (gatewayKey is not null) statement.With("gateway_key", SqlType.Key, gatewayKey);
        if (merchantKey is not null) statement.With("merchant_key", SqlType.Key, merchantKey);
        return [statement];
    }

    /// <summary>Writes a row.</summary>
    public IEnumerable<SqlStatement> Write(RowUpdate update) => dialect.Update(_tracked, TrackedRow.Written, [update]);

    private SqlStatement Rows(List<string> conditions, bool isLocked, List<TrackedRow> rows) =>
        new(RowOrder.Select(dialect, TrackedRow.Columns, conditions, isLocked))
        {
            ReturnsRows = true,
            Read = reader => rows.Add(TrackedRow.Read(reader, dialect)),
        };

    private async Task<Enrolled?> InsertAsync(
        StoreSession session, RowUpdate row, Predicate<DateTimeOffset?> isDue, CancellationToken cancellationToken)
    {
        long? id = null;
        var insert = dialect.InsertOrIgnore(_tracked, TrackedRow.Added, row, "id");
        var reading = new SqlStatement(insert.Text) { ReturnsRows = true, Read = reader => id = reader.GetInt64(0) };
        foreach (var value in insert.Values) reading.With(value.Name, value.Type, value.Value);
        await session.CompleteAsync([reading, .. Notify(session, row.Transaction, isDue)], cancellationToken).ConfigureAwait(false);
        return id is { } number ? new Enrolled(row.Transaction with { Id = number }) : null;
    }

    private IEnumerable<SqlStatement> Notify(StoreSession session, TrackedTransaction row, Predicate<DateTimeOffset?> isDue) =>
        isDue(DueRules.DueAt(row)) ? hub.Send(StoreSignal.Checks, reachesSender: session.IsJoined) : [];

    private static TrackedTransaction Rounded(TrackedTransaction row) => row with
    {
        DeadlineAt = StoredTime.Up(row.DeadlineAt),
        NextCheckAt = StoredTime.Up(DueRules.DueAt(row)),
        CompletedAt = StoredTime.Up(row.CompletedAt),
    };
}
