using System.Globalization;
using System.Text;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.ManyInstances;

/// <summary>
/// The changes delivered to this instance, one per line. A complete line is written before its change counts as handled, so it survives a
/// SIGKILL.
/// </summary>
internal sealed class Ledger(string file) : IDisposable
{
    private readonly FileStream _stream = new(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly Lock _lock = new();

    public void Dispose() => _stream.Dispose();

    public void Write(StatusChange change)
    {
        var transaction = change.Transaction;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{change.Id}|{transaction.Id}|{change.Sequence}|{change.Kind}|{transaction.ClientName}|"
            + $"{transaction.MerchantReference}|{transaction.Belief?.State}|{transaction.Status}\n");
        lock (_lock) _stream.Write(Encoding.UTF8.GetBytes(line));
    }
}
