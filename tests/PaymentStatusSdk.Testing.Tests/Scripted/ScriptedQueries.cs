namespace PaymentStatusSdk.Testing.Tests.Scripted;

/// <summary>A short form of the queries of a scripted client.</summary>
internal static class ScriptedQueries
{
    public static Task<TransactionStatusResult> SendAsync(ScriptedTransactionStatusClient client, string merchantReference) =>
        client.GetStatusAsync(TransactionQuery.ByMerchantReference(merchantReference), TestContext.Current.CancellationToken);
}
