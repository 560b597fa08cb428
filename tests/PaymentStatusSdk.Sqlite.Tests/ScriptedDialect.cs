using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A dialect with the channel, the clock and the failures that a test sets. Everything else is the inner dialect's own.</summary>
internal sealed class ScriptedDialect(RelationalDialect inner) : ForwardingDialect(inner)
{
    private readonly Lock _lock = new();

    public IWakeupChannel? Wakeups { get; set; }

    public string? Clock { get; set; }

    public SchemaDialect? Tables { get; set; }

    public TimeSpan? MaxBusyTime { get; set; }

    public bool? Manages { get; set; }

    /// <summary>Called before a connection is opened.</summary>
    public Action<StoreAccess>? OnOpen { get; set; }

    /// <summary>Replaces an insertion.</summary>
    public Func<SqlStatement, SqlStatement>? OnInsertOrIgnore { get; set; }

    /// <summary>The explanation of every exception; null for that of the inner dialect.</summary>
    public StoreFailure? Explanation { get; set; }

    public List<StoreAccess> Opened { get; } = [];

    public List<StoreConnection> Connections { get; } = [];

    public List<StoreFailure> Lost { get; } = [];

    public override bool ManageSchema => Manages ?? base.ManageSchema;

    public override string? ClockQuery => Clock;

    public override TimeSpan BusyTimeout => MaxBusyTime ?? base.BusyTimeout;

    public override IWakeupChannel? Channel => Wakeups;

    public override SchemaDialect Schema => Tables ?? base.Schema;

    public override async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        lock (_lock) Opened.Add(access);
        OnOpen?.Invoke(access);
        var connection = await Inner.OpenAsync(access, cancellationToken);
        lock (_lock) Connections.Add(connection);
        return connection;
    }

    public override StoreFailure? Explain(Exception exception) =>
        Explanation ?? (exception as ExplainedException)?.Failure ?? base.Explain(exception);

    public override void OnConnectionLost(StoreFailure failure)
    {
        lock (_lock) Lost.Add(failure);
    }

    public override SqlStatement InsertOrIgnore<T>(string table, IReadOnlyList<SqlColumn<T>> columns, T row, string? returning)
    {
        var insert = base.InsertOrIgnore(table, columns, row, returning);
        return OnInsertOrIgnore is null ? insert : OnInsertOrIgnore(insert);
    }
}
