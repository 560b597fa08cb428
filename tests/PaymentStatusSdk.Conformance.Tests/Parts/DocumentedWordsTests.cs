namespace PaymentStatusSdk.Conformance.Tests;

public abstract class DocumentedWordsTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    public static TheoryData<string> Words => [.. new TFixture().Words.Select(word => word.Name)];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Documented_word_has_its_meaning(string name)
    {
        await Gateway.StartAsync();
        var word = Gateway.Words.Single(word => word.Name == name);
        Gateway.Put(word);

        var result = await AskAsync(Gateway.Query with { Kind = word.Kind });

        Assert.Equal(LookupOutcome.Answered, result.Outcome);
        Assert.Equal((word.State, word.Finality, word.Funds, word.Reason), (result.State, result.Finality, result.Funds, result.Reason));
        Assert.Equal(word.Verdict, result.Verdict);
        Assert.Equal(word.Anomalies, result.Anomalies.Select(anomaly => anomaly.Kind));
        Assert.Equal(Gateway.Ids, (result.GatewayReference, result.MerchantReference));
        Assert.Equal(Gateway.Name, result.ClientName);
        Assert.Equal(Gateway.Amount, result.Amount);
        Assert.DoesNotContain(Gateway.Log.Lines, line => line.Level > Microsoft.Extensions.Logging.LogLevel.Information);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Documented_word_has_the_same_meaning_by_the_merchants_id(string name)
    {
        await Gateway.StartAsync();
        var word = Gateway.Words.Single(word => word.Name == name);
        Gateway.Put(word);

        var result = await AskAsync(TransactionQuery.ByMerchantReference(Gateway.MerchantReference) with { Kind = word.Kind });

        Assert.Equal((word.State, word.Finality, word.Funds, word.Reason), (result.State, result.Finality, result.Funds, result.Reason));
        Assert.Equal(Gateway.Ids, (result.GatewayReference, result.MerchantReference));
    }

    [Fact]
    public async Task Client_says_what_it_is()
    {
        await StartAsync();

        var gateway = Gateway.Client.Metadata;

        Assert.Equal((Gateway.Name, Gateway.Provider), (gateway.ClientName, gateway.Provider));
        Assert.Equal(Gateway.Amount is not null, gateway.Capabilities.ReportsAmount);
        Assert.Equal(Gateway.Words.Any(word => word.Funds > FundsState.NotReported), gateway.Capabilities.ReportsFunds);
        Assert.Equal(
            Gateway.Words.Any(word => word is { State: PaymentState.Refunded, Kind: not TransactionKind.Refund }),
            gateway.Capabilities.ReportsRefunds);
        Assert.Equal(Gateway.Words.Any(word => word.State == PaymentState.ChargedBack), gateway.Capabilities.ReportsChargebacks);
    }

    [Fact]
    public async Task Unknown_id_is_not_found_and_says_nothing_about_the_payment()
    {
        await StartAsync();

        var result = await Gateway.AttendAsync(null, () => AskAsync(Gateway.QueryOf(999)), Ct);
        Assert.Equal(LookupOutcome.NotFound, result.Outcome);
        AssertUnknown(result);
    }
}
