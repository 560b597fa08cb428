using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>A batch of a driver without a database.</summary>
internal sealed class DriverBatch(DriverConnection connection) : DbBatch
{
    private readonly CommandList _commands = new();

    public bool IsDisposed { get; private set; }

    public override int Timeout { get; set; } = DriverConnection.OwnTimeout;

    protected override DbBatchCommandCollection DbBatchCommands => _commands;

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => throw new NotSupportedException();

    public override void Prepare() => throw new NotSupportedException();

    public override Task PrepareAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override int ExecuteNonQuery() => throw new NotSupportedException();

    public override object? ExecuteScalar() => throw new NotSupportedException();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void Dispose()
    {
        IsDisposed = true;
        base.Dispose();
    }

    protected override DbBatchCommand CreateDbBatchCommand() => new Command();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => connection.Script.Execute(
        [.. _commands.Select(command => command.CommandText)], readsRows: true, DbTransaction, Timeout,
        [.. _commands.Cast<Command>().SelectMany(command => DriverCommand.ShowValues(command.Values))]);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<DbDataReader>(cancellationToken)
            : Task.FromResult(ExecuteDbDataReader(behavior));

    private sealed class Command : DbBatchCommand
    {
        public SqliteParameterCollection Values { get; } = new SqliteCommand().Parameters;

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override CommandType CommandType { get; set; }

        public override int RecordsAffected => 0;

        protected override DbParameterCollection DbParameterCollection => Values;
    }

    private sealed class CommandList : DbBatchCommandCollection
    {
        private readonly List<DbBatchCommand> _items = [];

        public override int Count => _items.Count;

        public override bool IsReadOnly => false;

        public override void Add(DbBatchCommand item) => _items.Add(item);

        public override void Clear() => _items.Clear();

        public override bool Contains(DbBatchCommand item) => _items.Contains(item);

        public override void CopyTo(DbBatchCommand[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        public override IEnumerator<DbBatchCommand> GetEnumerator() => _items.GetEnumerator();

        public override int IndexOf(DbBatchCommand item) => _items.IndexOf(item);

        public override void Insert(int index, DbBatchCommand item) => _items.Insert(index, item);

        public override bool Remove(DbBatchCommand item) => _items.Remove(item);

        public override void RemoveAt(int index) => _items.RemoveAt(index);

        protected override DbBatchCommand GetBatchCommand(int index) => _items[index];

        protected override void SetBatchCommand(int index, DbBatchCommand batchCommand) => _items[index] = batchCommand;
    }
}
