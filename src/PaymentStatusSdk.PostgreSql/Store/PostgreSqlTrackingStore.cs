using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Followed transactions in PostgreSQL. Every method is one round trip, except an add that joins. Thread-safe.</summary>
internal sealed partial class PostgreSqlTrackingStore(
    StoreDatabase database, WakeupHub board, SignalListener listener, TimeProvider timeProvider, ILogger<PostgreSqlTrackingStore> logger) : ITrackingStore
{
    private readonly string _tracked = database.Tables.Tracked;
    private readonly string _change = database.Tables.Change;

    private string Channel => database.Options.Schema;

    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        ArgumentNullException.ThrowIfNull(onWork);
        listener.Start();
        return board.OnWork(onWork);
    }

    /// <summary>Is it due already? By this process's clock: it only decides whether others are told at once.</summary>
    private bool IsDue(DateTimeOffset? time) => time <= timeProvider.GetUtcNow();

    private static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) list.Add(read(reader));
        return list;
    }

    /// <summary>The rows of the second statement: the first is a setting.</summary>
    private static async Task<List<T>> ReadSecondAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAllAsync(reader, read, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> ReadAnyAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
