using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>Connects the suite to a store. Each test has its own fixture and with it its own database.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>The clock of every process; locks and mailboxes use it.</summary>
    ManualTimeProvider Clock { get; }

    /// <summary>Creates a database without tables of this package. May skip the test with a reason.</summary>
    ValueTask CreateAsync(CancellationToken cancellationToken);

    /// <summary>Starts one more process, which shares only the database with the others. The store is not prepared yet.</summary>
    /// <param name="manageSchema">Whether the process may create tables.</param>
    /// <param name="clock">The clock of the process; null for <see cref="Clock"/>, which always remains the clock of a database that has
    /// one.</param>
    IStoreProcess Start(bool manageSchema = true, TimeProvider? clock = null);

    /// <summary>Registers the store on the same database in a separate host with real time.</summary>
    void Use(PaymentTrackingBuilder tracking);

    /// <summary>Runs the schema script like an operator, for processes that may not create tables.</summary>
    Task RunScriptAsync(CancellationToken cancellationToken);

    /// <summary>Returns the names of the tables in alphabetical order.</summary>
    Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Sets the schema version in the database. The tables exist.</summary>
    Task SetSchemaVersionAsync(int version, CancellationToken cancellationToken);

    /// <summary>Overwrites the document of a tracked transaction, like a manual edit of the table.</summary>
    Task SetDocumentAsync(long id, string json, CancellationToken cancellationToken);

    /// <summary>Overwrites the documents of all changes of a tracked transaction.</summary>
    Task SetChangeDocumentsAsync(long transactionId, string json, CancellationToken cancellationToken);

    /// <summary>Returns every value of every row of every table as text, with bytes decoded as UTF-8.</summary>
    Task<string> DumpAsync(CancellationToken cancellationToken);
}
