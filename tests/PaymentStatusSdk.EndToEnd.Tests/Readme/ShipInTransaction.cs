using System.Data.Common;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class ShipInTransaction : ITransactionalStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (change.Transaction.Verdict != PaymentVerdict.Success) return;
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE orders SET status = 'paid' WHERE id = @id AND status = 'new'";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", change.Transaction.MerchantReference);
        command.Parameters.Add(id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

// end
