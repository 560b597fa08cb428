using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>A statement of a driver without a database. A command that never runs keeps its text and its parameters.</summary>
internal sealed class DriverCommand(DriverConnection connection)
    : ForwardingCommand(new SqliteCommand { CommandTimeout = DriverConnection.OwnTimeout }, connection)
{
    private readonly DriverScript _script = connection.Script;
    private DbTransaction? _transaction;

    public bool IsDisposed { get; private set; }

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

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Execute(readsRows: true);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private DriverReader Execute(bool readsRows) =>
        _script.Execute([CommandText], readsRows, _transaction, CommandTimeout, ShowValues(Inner.Parameters));

    /// <summary>Returns parameters as <c>name=value</c>.</summary>
    public static string[] ShowValues(DbParameterCollection parameters) =>
        [.. parameters.Cast<DbParameter>().Select(parameter => $"{parameter.ParameterName}={parameter.Value}")];
}
