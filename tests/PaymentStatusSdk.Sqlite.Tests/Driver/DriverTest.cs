using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Relational.Database;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>The engine over a driver without a database, so that a test takes no time.</summary>
public abstract class DriverTest
{
    private static readonly ServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected DriverDialect Dialect { get; init; } = new();

    /// <summary>The clock of the pauses between attempts.</summary>
    private protected InstantClock Clock { get; } = new();

    private protected StoreDatabase Database(DriverDialect dialect, TimeProvider? clock = null) =>
        new(dialect, NoServices, clock ?? TimeProvider.System) { WaitClock = Clock };

    /// <summary>Returns a database whose tables were verified. What that did is forgotten.</summary>
    private protected async Task<StoreDatabase> PreparedAsync(DriverDialect dialect)
    {
        var database = Database(dialect);
        await database.PrepareAsync(Ct);
        dialect.Opened.Clear();
        dialect.Connections.Clear();
        dialect.Script.RoundTrips.Clear();
        return database;
    }
}
