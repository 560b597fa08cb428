namespace PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

/// <summary>A registered client, "cards", whose gateway answers every query with one state.</summary>
internal sealed class OneClient(PaymentState state) : ITransactionStatusClientFactory, ITransactionStatusClient
{
    public TransactionStatusClientMetadata Metadata { get; } =
        new("cards", "cards", new GatewayCapabilities { SupportsMerchantReference = true, MaxConcurrentExchanges = 4 });

    public IReadOnlyList<string> Names => ["cards"];

    public ITransactionStatusClient Get(string name) => this;

    public async Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var now = TimeProvider.System.GetUtcNow();
        return new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = state,
            Finality = state == PaymentState.Pending ? Finality.Open : Finality.Final,
            MerchantReference = query.MerchantReference,
            AskedAt = now,
            ObservedAt = now,
        };
    }
}
