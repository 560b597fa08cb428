using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>An error code that means "not found", beside other content of the same exchange. PROTOCOL.md, states, row 5.</summary>
public sealed class DesjardinsNotFoundCodeTests
{
    private const string Missing = "<transaction id=\"T1\"><error><code>WX99</code></error></transaction>";

    // Empty fields and dashes are no fields. Every document has the currency.
    [Theory]
    [InlineData("WX99", "", LookupOutcome.NotFound, false)]
    [InlineData("WX99", "<amount>-</amount><iso_code/><receipt/>", LookupOutcome.NotFound, false)]
    [InlineData("WX99", "<amount>500</amount>", LookupOutcome.Answered, true)]
    [InlineData("WX99", "<date>26/01/02</date>", LookupOutcome.Answered, true)]
    [InlineData("WX99", "<receipt>0APPROUVEE</receipt>", LookupOutcome.Answered, true)]
    [InlineData("WX99", "<card_holder_name>JANE DOE</card_holder_name>", LookupOutcome.Answered, true)]
    [InlineData("WX99", "<card_holder_name> </card_holder_name><urls><url><path>a</path></url></urls>", LookupOutcome.NotFound, false)]
    [InlineData("WX99", "<status>approved</status>", LookupOutcome.Answered, true)]
    [InlineData("WX98", "", LookupOutcome.Answered, false)]
    [InlineData("WX98", "<amount>500</amount>", LookupOutcome.Answered, false)]
    public void Error_in_a_described_transaction_is_a_contradiction(
        string code, string fields, LookupOutcome outcome, bool isContradiction)
    {
        var reading = Account.Read(
            null, $"<error><code>{code}</code></error>{fields}", TransactionKind.Purchase,
            change: options => options.NotFoundCodes.Add("WX99"));

        Assert.Equal(
            (outcome, PaymentState.Unknown, FailureReason.Unknown), (reading.Outcome, reading.State, reading.Reason));
        StatusAnomalyKind[] anomalies = isContradiction ? [StatusAnomalyKind.ContradictoryFields] : [];
        Assert.Equal(anomalies, reading.Kinds());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<transaction id=\"T1\"/>")]
    [InlineData("<transaction id=\"T1\"><receipt/></transaction>")]
    [InlineData("<transactions/>")]
    public async Task Error_alone_or_beside_a_repeated_id_is_not_found(string other)
    {
        using var exchange = await OfAsync("T1");

        exchange.Merge(other + Missing);
        exchange.Answers.Complete();

        var result = await exchange.ResultAsync("T1");
        Assert.Equal((LookupOutcome.NotFound, "WX99"), (result.Outcome, result.Answer.Code));
        Assert.Empty(result.Anomalies);
    }

    // In one document or in two, in any order.
    [Theory]
    [InlineData("<transaction id=\"T1\"><amount>500</amount></transaction>")]
    [InlineData("<transaction id=\"T1\"><receipt>0APPROUVEE</receipt></transaction>")]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"T1\" approved=\"no\"/>")]
    public async Task Error_beside_a_description_of_the_transaction_is_a_contradiction(string description)
    {
        string[][] orders = [[Missing + description], [description, Missing], [Missing, description]];
        foreach (var documents in orders)
        {
            using var exchange = await OfAsync("T1");

            foreach (var document in documents) exchange.Merge(document);
            exchange.Answers.Complete();

            var result = await exchange.ResultAsync("T1");
            Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), (result.Outcome, result.State));
            Assert.Equal(StatusAnomalyKind.ContradictoryFields, Assert.Single(result.Anomalies).Kind);
        }
    }

    // The unknown content may be the answer for the transaction in another form.
    [Theory]
    [InlineData("<trx id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"t1\" approved=\"yes\"/>")]
    public async Task Error_beside_content_that_is_not_understood_is_not_reported_as_not_found(string unknown)
    {
        using var exchange = await OfAsync("T1", "T2");

        exchange.Merge(Missing + Account.Transaction("T2") + unknown);
        exchange.Answers.Complete();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await exchange.FailureAsync("T1")).Kind);
        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T2")).State);
        Assert.True(exchange.Answers.IsComplete);
    }

    [Fact]
    public async Task Description_outweighs_content_that_is_not_understood()
    {
        using var exchange = await OfAsync("T1");

        exchange.Merge(Missing + "<transaction id=\"T1\"><amount>500</amount></transaction><trx id=\"T1\"/>");
        exchange.Answers.Complete();

        Assert.Equal(LookupOutcome.Answered, (await exchange.ResultAsync("T1")).Outcome);
    }

    [Fact]
    public async Task Description_beside_an_outcome_is_no_contradiction()
    {
        using var exchange = await OfAsync("T1");

        exchange.Merge("<transaction id=\"T1\"><amount>500</amount></transaction>" + Account.Transaction("T1"));
        exchange.Answers.Complete();

        var result = await exchange.ResultAsync("T1");
        Assert.Equal(PaymentState.Captured, result.State);
        Assert.Empty(result.Anomalies);
    }

    // The rejected POST may have contained the answer.
    [Fact]
    public async Task Error_beside_a_rejected_post_is_not_reported_as_not_found()
    {
        using var exchange = await OfAsync("T1");

        exchange.Answers.Merge(DesjardinsMessage.Of(new DesjardinsRefusedPost(DesjardinsRefusalReason.TooLarge)), isStep4: true);
        exchange.Merge(Missing);
        exchange.Answers.Complete();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await exchange.FailureAsync("T1")).Kind);
    }

    [Fact]
    public async Task Error_after_unknown_content_about_the_transaction_in_step_3_is_a_contradiction()
    {
        using var exchange = await OfAsync("T1");

        exchange.Answers.Merge(Account.Message("<transaction id=\"T1\"><status>approved</status></transaction>"), isStep4: false);
        exchange.Merge(Missing);
        exchange.Answers.Complete();

        var result = await exchange.ResultAsync("T1");
        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), (result.Outcome, result.State));
        Assert.Equal(StatusAnomalyKind.ContradictoryFields, Assert.Single(result.Anomalies).Kind);
    }

    private static Task<AnswersExchange> OfAsync(params string[] ids) =>
        AnswersExchange.OfAsync(options => options.NotFoundCodes.Add("WX99"), ids);
}
