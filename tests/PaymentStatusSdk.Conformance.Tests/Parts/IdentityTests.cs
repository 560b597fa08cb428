using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

public abstract class IdentityTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private const int MismatchWarning = 1002;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_for_another_transaction_is_a_mismatch(bool isByGatewayReference)
    {
        await StartPlainAsync();
        if (Gateway.ReturnsOnlyQueriedTransactions)
        {
            await AssertUnheardAsync(SimulatedFault.WrongId);
            return;
        }

        Faults.Next(SimulatedFault.WrongId);

        var result = await QueryAsync(ById(isByGatewayReference));

        AssertMismatch(result);
        Assert.Equal(
            isByGatewayReference ? (Gateway.GatewayReference, null) : (null, Gateway.MerchantReference),
            (result.GatewayReference, result.MerchantReference));
    }

    [Fact]
    public async Task Answer_with_an_unexpected_merchant_reference_is_a_mismatch()
    {
        await StartPlainAsync();

        AssertMismatch(await QueryAsync(Gateway.Query with { ExpectedMerchantReference = "another-order" }));
    }

    [Fact]
    public async Task Answer_with_an_unexpected_gateway_reference_is_a_mismatch()
    {
        await StartPlainAsync();

        var result = await QueryAsync(ById(false) with { ExpectedGatewayReference = Gateway.GatewayReferenceOf(5) });

        // A gateway without references of its own has nothing to compare.
        if (Gateway.Ids.GatewayReference is null) Assert.Equal(LookupOutcome.Answered, result.Outcome);
        else AssertMismatch(result);
    }

    [Fact]
    public async Task Expected_references_are_an_answer()
    {
        await StartPlainAsync();

        var result = await QueryAsync(Gateway.Query with { ExpectedMerchantReference = Gateway.MerchantReference });

        Assert.Equal((LookupOutcome.Answered, Gateway.Paid.State), (result.Outcome, result.State));
    }

    [Fact]
    public async Task Answer_without_the_reference_is_not_believed_and_keeps_its_value()
    {
        await StartPlainAsync();
        if (Gateway.ReturnsOnlyQueriedTransactions)
        {
            await AssertUnheardAsync(SimulatedFault.NoId);
            return;
        }

        var value = (await QueryAsync()).Answer.State;
        Faults.Next(SimulatedFault.NoId);

        var result = await QueryAsync();

        AssertUnknown(result);
        Assert.Equal(value, result.Answer.State);
        Assert.Contains(result.Anomalies, anomaly => anomaly.Kind == StatusAnomalyKind.MissingReference);
        Assert.Equal((Gateway.GatewayReference, null), (result.GatewayReference, result.MerchantReference));
    }

    [Fact]
    public async Task Answer_without_the_merchant_reference_is_not_believed()
    {
        await StartPlainAsync();
        if (Gateway.ReturnsOnlyQueriedTransactions)
        {
            await AssertUnheardAsync(SimulatedFault.NoId);
            return;
        }

        Faults.Next(SimulatedFault.NoId);

        AssertUnknown(await QueryAsync(ById(false)));
    }

    [Fact]
    public async Task Answer_without_the_reference_is_believed_if_configured()
    {
        await StartAsync(options => (options.AcceptAnswerWithoutReference, options.MaxRetries) = (true, 0));
        if (Gateway.ReturnsOnlyQueriedTransactions)
        {
            await AssertUnheardAsync(SimulatedFault.NoId);
            return;
        }

        Faults.Next(SimulatedFault.NoId, SimulatedFault.WrongId);

        var nameless = await QueryAsync();
        var other = await QueryAsync();

        Assert.Equal(Gateway.Paid.State, nameless.State);
        Assert.Contains(nameless.Anomalies, anomaly => anomaly.Kind == StatusAnomalyKind.MissingReference);
        AssertMismatch(other);
    }

    [Fact]
    public async Task Expected_amount_is_compared_where_the_gateway_reports_it()
    {
        await StartPlainAsync();

        var right = await QueryAsync(Gateway.Query with { ExpectedAmount = Gateway.Amount ?? new Money(10, "EUR") });
        var unqueried = await QueryAsync();

        Assert.Equal((LookupOutcome.Answered, Gateway.Paid.State), (right.Outcome, right.State));
        Assert.Equal(Gateway.Amount is null ? AmountCheck.NotReported : AmountCheck.Matched, right.AmountCheck);
        Assert.Equal(AmountCheck.NotRequested, unqueried.AmountCheck);
    }

    [Theory]
    [InlineData(SimulatedFaultKind.WrongAmount)]
    [InlineData(SimulatedFaultKind.WrongCurrency)]
    public async Task Unexpected_amount_or_currency_is_a_mismatch(SimulatedFaultKind kind)
    {
        await StartPlainAsync();
        var fault = kind == SimulatedFaultKind.WrongAmount ? SimulatedFault.WrongAmount : SimulatedFault.WrongCurrency;
        if (Gateway.Amount is not { } amount)
        {
            Assert.Throws<ArgumentException>(() => Faults.Next(fault));
            return;
        }

        Gateway.PlanOf(Gateway.Faults.First(one => one.Fault.Kind == kind)).Next(fault);

        AssertMismatch(await QueryAsync(Gateway.Query with { ExpectedAmount = amount }));
    }

    [Theory]
    [InlineData(9.99)]
    [InlineData(1000)]
    [InlineData(-10)]
    public async Task Expectation_that_differs_from_the_answer_is_a_mismatch(double amount)
    {
        await StartPlainAsync();

        var result = await QueryAsync(Gateway.Query with { ExpectedAmount = new Money((decimal)amount, "EUR") });

        if (Gateway.Amount is null) Assert.Equal(AmountCheck.NotReported, result.AmountCheck);
        else AssertMismatch(result);
    }

    // The transaction of an answer is part of understanding it: an answer about an unqueried transaction is ignored.
    private async Task AssertUnheardAsync(SimulatedFault fault)
    {
        var answers = Gateway.Faults.Where(one => one.Fault.Kind == fault.Kind).ToArray();
        Assert.NotEmpty(answers);
        foreach (var answer in answers)
        {
            if (answer.Failure is not null) await FailAsync(MeetAsync(answer));
            else AssertUnknown(await MeetAsync(answer));
        }
    }

    private TransactionQuery ById(bool isByGatewayReference) =>
        isByGatewayReference
            ? TransactionQuery.ByGatewayReference(Gateway.GatewayReference)
            : TransactionQuery.ByMerchantReference(Gateway.MerchantReference);

    private void AssertMismatch(TransactionStatusResult result)
    {
        Assert.Equal(LookupOutcome.Mismatch, result.Outcome);
        AssertUnknown(result);
        Assert.Contains(Gateway.Log.Lines, line => line.EventId.Id == MismatchWarning);
    }
}
