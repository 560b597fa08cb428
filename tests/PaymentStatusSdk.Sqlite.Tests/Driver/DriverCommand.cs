using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>A statement of a driver without a database.</summary>
internal sealed class DriverCommand(DriverConnection connection) : DbCommand
{
    private readonly SqliteCommand _parameters = new();
    private DbTransaction? _transaction;

    public bool IsDisposed { get; private set; }

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; } = DriverConnection.OwnTimeout;

    public override CommandType CommandType { get; set; }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set => _transaction = value is not DriverTransaction { IsRefused: true }
            ? value : throw new InvalidOperationException("The transaction has ended.");
    }

    public override void Cancel() => throw new NotSupportedException();

    public override void Prepare() => throw new NotSupportedException();

    public override int ExecuteNonQuery()
    {
        using var reader = Execute(readsRows: false);
        return reader.RecordsAffected;
    }

    public override object? ExecuteScalar()
    {
        using var reader = Execute(readsRows: true);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    protected override DbParameter CreateDbParameter() => _parameters.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Execute(readsRows: true);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        if (disposing) _parameters.Dispose();
        base.Dispose(disposing);
    }

    private DriverReader Execute(bool readsRows) => connection.Script.Execute(
        [CommandText], readsRows, _transaction, CommandTimeout, ShowValues(_parameters.Parameters));

    /// <summary>Returns parameters as <c>name=value</c>.</summary>
    public static string[] ShowValues(SqliteParameterCollection parameters) =>
        [.. parameters.Cast<SqliteParameter>().Select(parameter => $"{parameter.ParameterName}={parameter.Value}")];
}
