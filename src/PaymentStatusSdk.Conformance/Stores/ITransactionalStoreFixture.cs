using System.Data.Common;

namespace PaymentStatusSdk.Conformance.Stores;

/// <summary>Connects the suite to a store whose database can hold the merchant's tables as well.</summary>
public interface ITransactionalStoreFixture : IStoreFixture
{
    /// <summary>Whether several transactions of the database can write at a time.</summary>
    bool HasConcurrentWriters { get; }

    /// <summary>A statement that runs for hours, to be ended while it runs; null when the driver does not support that.</summary>
    string? LongStatement => null;

    /// <summary>Creates a data source of the merchant for the database of the store. Unqualified tables belong to the test.</summary>
    DbDataSource CreateDataSource();

    /// <summary>Opens a connection of the same provider to another database, in which the test writes nothing.</summary>
    Task<DbConnection> ConnectElsewhereAsync(CancellationToken cancellationToken);

    /// <summary>Returns the name of a table of the merchant in statements. Each test has its own.</summary>
    string MerchantTable(string name);
}
