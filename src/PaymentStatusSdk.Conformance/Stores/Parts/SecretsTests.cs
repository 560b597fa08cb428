using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>Sensitive data of a gateway is not stored in any table.</summary>
public abstract class SecretsTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Sensitive_data_of_an_answer_is_not_stored()
    {
        var claimed = await AddAndClaimAsync(Row("order-1", "g-1"));
        var answer = new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            GatewayReference = "g-1",
            MerchantReference = "order-1",
            Amount = new Money(12.34m, "EUR"),
            AskedAt = Now,
            ObservedAt = Now,
            Anomalies = [new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, "canary-anomaly")],
            Answer = new GatewayAnswer
            {
                State = "canary-state",
                Code = "canary-code",
                Message = "canary-message",
                Fields = new GatewayFields(new KeyValuePair<string, string>("field", "canary-field")),
                SensitiveFields = new GatewayFields(new KeyValuePair<string, string>("receipt", "canary-receipt")),
            },
        };
        var commit = Checked(claimed, changes: 1, edit: row => row with { Belief = StatusRules.Advance(row.Belief, answer) });

        Assert.Equal(CommitOutcome.Written, await CommitAsync(commit));
        var change = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Retried(change, Now, "handled-by")], Ct);

        var dump = await Fixture.DumpAsync(Ct);
        // An empty dump would prove nothing.
        Assert.All(
            ["order-1", "ORDER-1", "g-1", "cards", "captured", "12.34", "handled-by", "System.FormatException"],
            value => Assert.Contains(value, dump, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("canary", dump, StringComparison.OrdinalIgnoreCase);
    }
}
