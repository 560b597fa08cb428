using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>What the suite needs of a store. Each test has a fixture, and with it a database, of its own.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>The clock of every process: gates and boxes go by it.</summary>
    ManualTimeProvider Clock { get; }

    /// <summary>Makes an empty database: no table of ours. May skip the test, with a reason.</summary>
    ValueTask CreateAsync(CancellationToken cancellationToken);

    /// <summary>One more process on the database: it shares nothing with the others but that. Nothing is prepared yet.</summary>
    /// <param name="manageSchema">May it create tables?</param>
    /// <param name="clock">Its own clock; null for <see cref="Clock"/>, which stays that of a database with a clock of its own.</param>
    IStoreProcess Start(bool manageSchema = true, TimeProvider? clock = null);

    /// <summary>Registers the store on the same database in a host of its own, with real time.</summary>
    void Use(PaymentTrackingBuilder tracking);

    /// <summary>Runs the script for those who may not create tables, as an operator would.</summary>
    Task RunScriptAsync(CancellationToken cancellationToken);

    /// <summary>The names of the tables, in alphabetical order.</summary>
    Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Claims, in the database, that its schema is of this version. The tables are there.</summary>
    Task SetSchemaVersionAsync(int version, CancellationToken cancellationToken);

    /// <summary>Overwrites the document of a followed transaction, as somebody does who edits the table by hand.</summary>
    Task SetDocumentAsync(long id, string json, CancellationToken cancellationToken);

    /// <summary>The same for all changes of a followed transaction.</summary>
    Task SetChangeDocumentsAsync(long transactionId, string json, CancellationToken cancellationToken);

    /// <summary>Every value of every row of every table as text, bytes read as UTF-8.</summary>
    Task<string> DumpAsync(CancellationToken cancellationToken);
}
