using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>
/// Stores tracked transactions and their changes in PostgreSQL. Most calls take one round trip; joining and waking take two. Thread-safe.
/// </summary>
internal sealed partial class PostgreSqlTrackingStore(
    StoreDatabase database, WakeupHub hub, SignalListener listener, TimeProvider timeProvider, ILogger<PostgreSqlTrackingStore> logger)
    : ITrackingStore
{
    private readonly string _tracked = database.Tables.Tracked;
    private readonly string _change = database.Tables.Change;

    private string Channel => database.Options.Schema;

    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        ArgumentNullException.ThrowIfNull(onWork);
        listener.Start();
        return hub.OnWork(onWork);
    }

    /// <summary>
    /// Whether the time has passed, by the clock of this process. It only decides whether waiters are notified immediately.
    /// </summary>
    private bool IsDue(DateTimeOffset? time) => time <= timeProvider.GetUtcNow();

    private static async Task<List<T>> ReadAllAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) list.Add(read(reader));
        return list;
    }

    /// <summary>Reads the rows of the second statement; the first one changes settings.</summary>
    private static async Task<List<T>> ReadSecondAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAllAsync(reader, read, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> ReadAnyAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
