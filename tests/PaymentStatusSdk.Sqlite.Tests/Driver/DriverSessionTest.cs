using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>Transactions on one connection of a driver without a database.</summary>
public abstract class DriverSessionTest : DriverTest
{
    private protected static readonly ExplainedException Failure = new(new StoreFailure("failed", false));

    private protected DriverSessionTest(bool supportsBatches)
    {
        Dialect = new DriverDialect { SupportsBatches = supportsBatches };
        Driver = Dialect.Connect();
        Connection = new StoreConnection(Driver);
    }

    private protected DriverConnection Driver { get; }

    private protected StoreConnection Connection { get; }

    private protected DriverScript Script => Dialect.Script;

    private protected StoreSession Session(StoreAccess access = StoreAccess.Write) => new(Dialect, Connection, access);
}
