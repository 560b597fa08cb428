using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Database;

/// <summary>One reading of the database's clock, in the round trip of other statements. Other clocks are read directly.</summary>
internal sealed class DatabaseClock(StoreDatabase database)
{
    private DateTimeOffset? _read;

    public DateTimeOffset Now => _read ?? database.GetUtcNow();

    /// <summary>The statements that read the clock; none when it is not the database's.</summary>
    public IEnumerable<SqlStatement> Statements => database.HasClock
        ? [new SqlStatement(database.Dialect.ClockQuery!)
        {
            ReturnsRows = true,
            Read = reader => _read = database.Dialect.ReadTime(reader, 0),
        }]
        : [];

    /// <summary>Reads the clock as the only work of a session.</summary>
    public async Task<DateTimeOffset> ReadAsync(StoreSession session, CancellationToken cancellationToken)
    {
        await session.CompleteAsync(Statements, cancellationToken).ConfigureAwait(false);
        return Now;
    }
}
