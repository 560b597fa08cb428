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
        if (Gateway.HearsOnlyWhatWasAsked)
        {
            await AssertUnheardAsync(SimulatedFault.WrongId);
            return;
        }

        Faults.Next(SimulatedFault.WrongId);

        var result = await AskAsync(ById(isByGatewayReference));

        AssertMismatch(result);
        Assert.Equal(
            isByGatewayReference ? (Gateway.GatewayReference, null) : (null, Gateway.MerchantReference),
            (result.GatewayReference, result.MerchantReference));
    }

    [Fact]
    public async Task Answer_with_another_merchant_id_than_expected_is_a_mismatch()
    {
        await StartPlainAsync();

        AssertMismatch(await AskAsync(Gateway.Query with { ExpectedMerchantReference = "another-order" }));
    }

    [Fact]
    public async Task Answer_with_another_gateway_id_than_expected_is_a_mismatch()
    {
        await StartPlainAsync();

        var result = await AskAsync(ById(false) with { ExpectedGatewayReference = Gateway.GatewayReferenceOf(5) });

        // Where the gateway has no id of its own, there is nothing to compare.
        if (Gateway.Ids.GatewayReference is null) Assert.Equal(LookupOutcome.Answered, result.Outcome);
        else AssertMismatch(result);
    }

    [Fact]
    public async Task Ids_that_are_as_expected_are_an_answer()
    {
        await StartPlainAsync();

        var result = await AskAsync(Gateway.Query with { ExpectedMerchantReference = Gateway.MerchantReference });

        Assert.Equal((LookupOutcome.Answered, Gateway.Paid.State), (result.Outcome, result.State));
    }

    [Fact]
    public async Task Answer_without_the_id_is_not_believed_and_keeps_its_word()
    {
        await StartPlainAsync();
        if (Gateway.HearsOnlyWhatWasAsked)
        {
            await AssertUnheardAsync(SimulatedFault.NoId);
            return;
        }

        var word = (await AskAsync()).Answer.State;
        Faults.Next(SimulatedFault.NoId);

        var result = await AskAsync();

        AssertUnknown(result);
        Assert.Equal(word, result.Answer.State);
        Assert.Contains(result.Anomalies, anomaly => anomaly.Kind == StatusAnomalyKind.MissingId);
        Assert.Equal((Gateway.GatewayReference, null), (result.GatewayReference, result.MerchantReference));
    }

    [Fact]
    public async Task Answer_without_the_id_by_merchant_id_is_not_believed()
    {
        await StartPlainAsync();
        if (Gateway.HearsOnlyWhatWasAsked)
        {
            await AssertUnheardAsync(SimulatedFault.NoId);
            return;
        }

        Faults.Next(SimulatedFault.NoId);

        AssertUnknown(await AskAsync(ById(false)));
    }

    [Fact]
    public async Task Answer_without_the_id_is_believed_where_the_option_says_so()
    {
        await StartAsync(options => (options.AcceptAnswerWithoutId, options.MaxRetries) = (true, 0));
        if (Gateway.HearsOnlyWhatWasAsked)
        {
            await AssertUnheardAsync(SimulatedFault.NoId);
            return;
        }

        Faults.Next(SimulatedFault.NoId, SimulatedFault.WrongId);

        var nameless = await AskAsync();
        var other = await AskAsync();

        Assert.Equal(Gateway.Paid.State, nameless.State);
        Assert.Contains(nameless.Anomalies, anomaly => anomaly.Kind == StatusAnomalyKind.MissingId);
        AssertMismatch(other);
    }

    [Fact]
    public async Task Expected_amount_is_compared_where_the_gateway_reports_it()
    {
        await StartPlainAsync();

        var right = await AskAsync(Gateway.Query with { ExpectedAmount = Gateway.Amount ?? new Money(10, "EUR") });
        var unasked = await AskAsync();

        Assert.Equal((LookupOutcome.Answered, Gateway.Paid.State), (right.Outcome, right.State));
        Assert.Equal(Gateway.Amount is null ? AmountCheck.NotReported : AmountCheck.Matched, right.AmountCheck);
        Assert.Equal(AmountCheck.NotRequested, unasked.AmountCheck);
    }

    [Theory]
    [InlineData(SimulatedFaultKind.WrongAmount)]
    [InlineData(SimulatedFaultKind.WrongCurrency)]
    public async Task Other_amount_or_currency_than_expected_is_a_mismatch(SimulatedFaultKind kind)
    {
        await StartPlainAsync();
        var fault = kind == SimulatedFaultKind.WrongAmount ? SimulatedFault.WrongAmount : SimulatedFault.WrongCurrency;
        if (Gateway.Amount is not { } amount)
        {
            Assert.Throws<ArgumentException>(() => Faults.Next(fault));
            return;
        }

        Gateway.PlanOf(Gateway.Faults.First(one => one.Fault.Kind == kind)).Next(fault);

        AssertMismatch(await AskAsync(Gateway.Query with { ExpectedAmount = amount }));
    }

    [Theory]
    [InlineData(9.99)]
    [InlineData(1000)]
    [InlineData(-10)]
    public async Task Expectation_that_differs_from_the_answer_is_a_mismatch(double amount)
    {
        await StartPlainAsync();

        var result = await AskAsync(Gateway.Query with { ExpectedAmount = new Money((decimal)amount, "EUR") });

        if (Gateway.Amount is null) Assert.Equal(AmountCheck.NotReported, result.AmountCheck);
        else AssertMismatch(result);
    }

    // Whom an answer is about is a part of understanding it: what is about nobody who was asked for is as if it had not come.
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
