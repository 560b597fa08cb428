using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>An open connection of a driver without a database. It keeps what was created on it.</summary>
internal sealed class DriverConnection(DriverScript script) : DbConnection
{
    /// <summary>The time limit of statements, in seconds, unless another one is set.</summary>
    public const int OwnTimeout = 77;

    /// <summary>The text by which the beginning of a transaction fails.</summary>
    public const string BeginTransactionText = "begin a transaction";

    private ConnectionState _state = ConnectionState.Open;

    public DriverScript Script => script;

    public bool HasBatches { get; init; }

    public string DatabaseName { get; init; } = "payments";

    public List<DriverCommand> Commands { get; } = [];

    public List<DriverBatch> Batches { get; } = [];

    public List<DriverTransaction> Transactions { get; } = [];

    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => DatabaseName;

    public override string DataSource => "server";

    public override string ServerVersion => "";

    public override ConnectionState State => _state;

    public override bool CanCreateBatch => HasBatches;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => throw new NotSupportedException();

    public override void Close() => _state = ConnectionState.Closed;

    public DriverTransaction Begin() => (DriverTransaction)BeginDbTransaction(IsolationLevel.ReadCommitted);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        script.ThrowIfFails(BeginTransactionText);
        var transaction = new DriverTransaction(this, isolationLevel);
        Transactions.Add(transaction);
        return transaction;
    }

    protected override DbCommand CreateDbCommand()
    {
        var command = new DriverCommand(this);
        Commands.Add(command);
        return command;
    }

    protected override DbBatch CreateDbBatch()
    {
        var batch = new DriverBatch(this);
        Batches.Add(batch);
        return batch;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }
}
