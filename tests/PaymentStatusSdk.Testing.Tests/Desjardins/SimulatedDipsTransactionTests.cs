using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

public sealed class SimulatedDipsTransactionTests
{
    [Theory]
    [InlineData(DipsOutcome.Approved, "yes", "1", "00")]
    [InlineData(DipsOutcome.NotCompleted, "no", "117", "")]
    [InlineData(DipsOutcome.Canceled, "no", "103", "")]
    [InlineData(DipsOutcome.Declined, "no", "5", "05")]
    [InlineData(DipsOutcome.Pending, null, null, null)]
    public void Outcome_has_the_documented_codes(DipsOutcome outcome, string? approved, string? condition, string? iso)
    {
        var transaction = SimulatedDipsTransaction.Of("A", outcome, 250);

        Assert.Equal(
            (approved, condition, iso, 250), (transaction.Approved, transaction.ConditionCode, transaction.IsoCode, transaction.Amount));
        Assert.Equal(outcome == DipsOutcome.Pending, transaction.IsPending);
    }

    [Fact]
    public async Task Script_advances_with_each_query()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var merchant = await MerchantEndpoint.StartAsync(null, ct);
        await using var gateway = await DesjardinsSimulator.StartAsync(cancellationToken: ct);
        using var client = new DipsClient(gateway.Endpoint);
        gateway.Put(SimulatedDipsTransaction.Of("A", DipsOutcome.Pending).ThenAfterQueries(1, DipsOutcome.Approved));

        await client.SendQueryAsync(merchant.Url, ct, "A");
        Assert.Empty((await merchant.NextAsync(ct)).TransactionIds);
        await client.SendQueryAsync(merchant.Url, ct, "A");
        Assert.Equal("yes", (await merchant.NextAsync(ct)).Approved("A"));
    }
}
