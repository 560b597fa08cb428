using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>Breaks one process or one of its connections at the statement with a number. Thread-safe.</summary>
/// <param name="mode">What breaks.</param>
/// <param name="isSplit">Whether each statement of a batch is sent and counted by itself.</param>
/// <param name="kill">Ends a session, and may return the failure that the process sees.</param>
public sealed class CrashPlan(CrashMode mode, bool isSplit, Func<DbConnection, Task<Exception?>> kill)
{
    private readonly ConcurrentDictionary<DbConnection, bool> _open = new();
    private volatile bool _isArmed;
    private volatile bool _hasEnded;
    private int _number;
    private int _count;

    /// <summary>Whether the statement was reached.</summary>
    public bool IsReached => Volatile.Read(ref _count) >= _number;

    /// <summary>Whether each statement of a batch is sent and counted by itself.</summary>
    public bool IsSplit => isSplit;

    /// <summary>Starts counting.</summary>
    /// <param name="number">The number of the statement, from 1.</param>
    public void Arm(int number)
    {
        _number = number;
        Volatile.Write(ref _count, 0);
        _isArmed = true;
    }

    /// <summary>Ends counting, but an ended process remains so.</summary>
    public void Disarm() => _isArmed = false;

    /// <summary>Replaces the dialect of a process by one that follows the plan.</summary>
    public void Use(IServiceCollection services)
    {
        var create = services.Last(service => service.ServiceType == typeof(RelationalDialect)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<RelationalDialect>(
            provider => new CrashingDialect((RelationalDialect)create(provider), this)));
    }

    /// <summary>Returns an open connection that follows the plan.</summary>
    public CrashingConnection Wrap(DbConnection connection)
    {
        ThrowIfEnded();
        _open.TryAdd(connection, true);
        return new CrashingConnection(connection, this);
    }

    public override string ToString() =>
        FormattableString.Invariant($"{mode} at {(isSplit ? "statement" : "round trip")} {_number}");

    /// <summary>Whether the process ends, so that its plan cannot be used again.</summary>
    internal static bool Ends(CrashMode mode) => mode is CrashMode.ProcessBefore or CrashMode.ProcessAfter;

    internal void Forget(DbConnection connection) => _open.TryRemove(connection, out _);

    internal void ThrowIfEnded()
    {
        if (_hasEnded) throw new ProcessEndedException();
    }

    /// <summary>Executes a statement, or a whole batch, or breaks before or after it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="execute">Executes it.</param>
    /// <param name="transaction">
    /// The open transaction for a further statement, if a repetition would not reach the database; called after the statement.
    /// </param>
    internal async Task<T> ExecuteAsync<T>(
        DbConnection connection, Func<Task<T>> execute, Func<DbTransaction?>? transaction = null)
    {
        ThrowIfEnded();
        var isBroken = _isArmed && Interlocked.Increment(ref _count) == _number;
        if (!isBroken) return await execute();
        var isAfter = mode is CrashMode.ConnectionAfter or CrashMode.ProcessAfter;
        if (isAfter && await execute() is DbDataReader reader) await DrainAsync(reader);
        if (mode is CrashMode.ConnectionBefore or CrashMode.ConnectionAfter)
        {
            if (await kill(connection) is { } failure) throw failure;
            // The driver's own failure.
            await (transaction is null ? execute() : UseAsync(connection, transaction()));
            throw new InvalidOperationException("The session has not ended.");
        }

        _hasEnded = true;
        foreach (var open in _open.Keys) await kill(open);
        throw new ProcessEndedException();
    }

    private static async Task UseAsync(DbConnection connection, DbTransaction? transaction)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync();
    }

    // A driver may execute the later statements of a batch only when their results are read.
    private static async Task DrainAsync(DbDataReader reader)
    {
        while (await reader.NextResultAsync())
        {
        }

        await reader.DisposeAsync();
    }
}
