using System.Data;
using System.Data.Common;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>A transaction of a driver without a database. Drivers differ in how they treat one that has ended.</summary>
internal sealed class DriverTransaction(DriverConnection connection, IsolationLevel level) : DbTransaction
{
    /// <summary>Whether the transaction no longer has its connection.</summary>
    public bool IsDetached { get; set; }

    /// <summary>Whether the transaction was disposed of, so that it cannot be read.</summary>
    public bool IsDisposed { get; set; }

    /// <summary>Whether commands refuse the transaction.</summary>
    public bool IsRefused { get; set; }

    public override IsolationLevel IsolationLevel => level;

    protected override DbConnection? DbConnection
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return IsDetached ? null : connection;
        }
    }

    public override void Commit() => throw new NotSupportedException();

    public override void Rollback() => throw new NotSupportedException();
}
