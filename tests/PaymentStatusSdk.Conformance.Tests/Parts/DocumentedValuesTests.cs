namespace PaymentStatusSdk.Conformance.Tests;

public abstract class DocumentedValuesTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    public static TheoryData<string> DocumentedValues => [.. new TFixture().DocumentedValues.Select(value => value.Name)];

    [Theory]
    [MemberData(nameof(DocumentedValues))]
    public async Task Documented_value_has_its_meaning(string name)
    {
        await Gateway.StartAsync();
        var value = Gateway.DocumentedValues.Single(value => value.Name == name);
        Gateway.Put(value);

        var result = await QueryAsync(Gateway.Query with { Kind = value.Kind });

        Assert.Equal(LookupOutcome.Answered, result.Outcome);
        Assert.Equal(
            (value.State, value.Finality, value.Funds, value.Reason), (result.State, result.Finality, result.Funds, result.Reason));
        Assert.Equal(value.Verdict, result.Verdict);
        Assert.Equal(value.Anomalies, result.Anomalies.Select(anomaly => anomaly.Kind));
        Assert.Equal(Gateway.Ids, (result.GatewayReference, result.MerchantReference));
        Assert.Equal(Gateway.Name, result.ClientName);
        Assert.Equal(Gateway.Amount, result.Amount);
        Assert.DoesNotContain(Gateway.Log.Lines, line => line.Level > Microsoft.Extensions.Logging.LogLevel.Information);
    }

    [Theory]
    [MemberData(nameof(DocumentedValues))]
    public async Task Documented_value_has_the_same_meaning_by_merchant_reference(string name)
    {
        await Gateway.StartAsync();
        var value = Gateway.DocumentedValues.Single(value => value.Name == name);
        Gateway.Put(value);

        var result = await QueryAsync(TransactionQuery.ByMerchantReference(Gateway.MerchantReference) with { Kind = value.Kind });

        Assert.Equal(
            (value.State, value.Finality, value.Funds, value.Reason), (result.State, result.Finality, result.Funds, result.Reason));
        Assert.Equal(Gateway.Ids, (result.GatewayReference, result.MerchantReference));
    }

    [Fact]
    public async Task Client_metadata_describes_the_client()
    {
        await StartAsync();

        var gateway = Gateway.Client.Metadata;

        Assert.Equal((Gateway.Name, Gateway.Provider), (gateway.ClientName, gateway.Provider));
        Assert.Equal(Gateway.Amount is not null, gateway.Capabilities.ReportsAmount);
        Assert.Equal(Gateway.DocumentedValues.Any(value => value.Funds > FundsState.NotReported), gateway.Capabilities.ReportsFunds);
        Assert.Equal(
            Gateway.DocumentedValues.Any(value => value is { State: PaymentState.Refunded, Kind: not TransactionKind.Refund }),
            gateway.Capabilities.ReportsRefunds);
        Assert.Equal(
            Gateway.DocumentedValues.Any(value => value.State == PaymentState.ChargedBack), gateway.Capabilities.ReportsChargebacks);
    }

    [Fact]
    public async Task Unknown_reference_is_not_found_and_has_no_verdict()
    {
        await StartAsync();

        var result = await Gateway.AttendAsync(null, () => QueryAsync(Gateway.QueryOf(999)), Ct);
        Assert.Equal(LookupOutcome.NotFound, result.Outcome);
        AssertUnknown(result);
    }
}
