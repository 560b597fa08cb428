using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Conformance.Stores;

/// <summary>Connects the suite to a store. Each test has its own fixture and with it its own database.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>The clock of every process and of the database.</summary>
    /// <remarks>
    /// Register it as the <see cref="TimeProvider"/> of the services of a process. If the database has a clock of its own, register it
    /// under <c>RelationalDialect.ServerClockKey</c> as well, so that it replaces the database's clock.
    /// </remarks>
    ManualTimeProvider Clock { get; }

    /// <summary>The tables of a prepared database in alphabetical order, except those that only a database without a clock needs.</summary>
    /// <value>The default is the tables of the relational engine. A store of another kind returns its own, for example collections.</value>
    IReadOnlyList<string> Tables =>
    [
        "payment_callback_mailbox", "payment_callback_message", "payment_change", "payment_exchange_lock", "payment_schema",
        "payment_tracked",
    ];

    /// <summary>Creates a database without tables of the store. May skip the test with a reason.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask CreateAsync(CancellationToken cancellationToken);

    /// <summary>Starts one more process, which shares only the database with the others. The store is not prepared yet.</summary>
    /// <param name="manageSchema">Whether the process may create tables.</param>
    /// <param name="clock">
    /// The clock of the process; null for <see cref="Clock"/>, which always remains the clock of a database that has one.
    /// </param>
    IStoreProcess Start(bool manageSchema = true, TimeProvider? clock = null);

    /// <summary>Registers the store on the same database in a separate host with real time.</summary>
    /// <param name="tracking">The builder of the host.</param>
    void Use(PaymentTrackingBuilder tracking);

    /// <summary>Runs the schema script like an operator, for processes that may not create tables.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RunScriptAsync(CancellationToken cancellationToken);

    /// <summary>Returns the names of the tables in alphabetical order; none when there is no database yet.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Sets the schema version in the database. The tables exist.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SetSchemaVersionAsync(int version, CancellationToken cancellationToken);

    /// <summary>Overwrites the document of a tracked transaction, like a manual edit of the table.</summary>
    /// <param name="id">The number of the transaction.</param>
    /// <param name="json">The document; it may be damaged, but it is JSON.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SetDocumentAsync(long id, string json, CancellationToken cancellationToken);

    /// <summary>Overwrites the documents of all changes of a tracked transaction.</summary>
    /// <param name="transactionId">The number of the transaction.</param>
    /// <param name="json">The document; it may be damaged, but it is JSON.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SetChangeDocumentsAsync(long transactionId, string json, CancellationToken cancellationToken);

    /// <summary>Returns every value of every row of every table as text, with bytes decoded as UTF-8.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<string> DumpAsync(CancellationToken cancellationToken);
}
