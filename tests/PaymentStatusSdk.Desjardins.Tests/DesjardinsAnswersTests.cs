using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>How the documents of one exchange are merged, and what each query then receives. PROTOCOL.md, states.</summary>
public sealed class DesjardinsAnswersTests
{
    private const int LateContradiction = 2201;
    private const int ForeignAnswer = 2202;

    [Fact]
    public async Task Answered_query_is_completed_and_the_others_stay_open()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        Assert.True(exchange.Merge(Account.Transaction("T1")));
        exchange.Answers.Complete();
        exchange.Answers.Complete();

        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T1")).State);
        Assert.Equal((true, false), (exchange.Answers.HasAny, exchange.Answers.IsComplete));
        Assert.Equal(["T2"], exchange.OpenIds);
        Assert.True(exchange.Merge(Account.Transaction("T2", "no", "")));
        exchange.Answers.Complete();
        Assert.Equal(PaymentState.Failed, (await exchange.ResultAsync("T2")).State);
        Assert.True(exchange.Answers.IsComplete);
        Assert.Empty(exchange.OpenIds);
        Assert.Empty(exchange.Events);
    }

    [Fact]
    public async Task Repeated_answer_is_the_same_answer()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        exchange.Merge(Account.Transaction("T1"));
        exchange.Merge(Account.Transaction("T1"));
        exchange.Answers.Complete();
        exchange.Merge(Account.Transaction("T1"));

        var result = await exchange.ResultAsync("T1");
        Assert.Equal(PaymentState.Captured, result.State);
        Assert.Empty(result.Anomalies);
        Assert.Empty(exchange.Events);
    }

    [Theory]
    [InlineData("yes", "no")]
    [InlineData("no", "yes")]
    public async Task Two_answers_that_differ_before_the_query_completes_decide_nothing(string first, string second)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        exchange.Merge(Account.Transaction("T1", first, ""));
        exchange.Merge(Account.Transaction("T1", second, ""));
        exchange.Answers.Complete();

        var result = await exchange.ResultAsync("T1");
        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), (result.Outcome, result.State));
        Assert.Equal(StatusAnomalyKind.ContradictoryFields, Assert.Single(result.Anomalies).Kind);
        Assert.Empty(exchange.Events);
    }

    [Fact]
    public async Task Answer_that_differs_after_the_query_has_completed_is_logged()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        exchange.Merge(Account.Transaction("T1"));
        exchange.Answers.Complete();

        exchange.Merge(Account.Transaction("T1", "no", ""));
        exchange.Answers.Complete();

        Assert.Equal([LateContradiction], exchange.Events);
        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T1")).State);
    }

    [Theory]
    [InlineData("<error><code>WX03</code></error>")]
    [InlineData("<transaction id=\"" + AnswersExchange.SessionId + "\"><error><code>WX03</code></error></transaction>")]
    public async Task First_error_of_the_request_is_its_refusal(string error)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        Assert.False(exchange.Merge(error));
        Assert.False(exchange.Merge(error.Replace("WX03", "WX99", StringComparison.Ordinal)));
        Assert.False(exchange.Merge("<transactions/>"));

        Assert.Equal(new DesjardinsError("WX03", null), exchange.Answers.Refusal);
        Assert.Null(exchange.Answers.Failure);
        Assert.False(exchange.Answers.HasAny);
        Assert.Equal(["T1"], exchange.OpenIds);
        Assert.Empty(exchange.Events);
    }

    [Fact]
    public async Task Error_of_a_queried_transaction_is_no_refusal()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        Assert.True(exchange.Merge("<transaction id=\"T1\"><error><code>WX03</code></error></transaction>"));
        exchange.Answers.Complete();

        Assert.Null(exchange.Answers.Refusal);
        var result = await exchange.ResultAsync("T1");
        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown, "WX03"), (result.Outcome, result.State, result.Answer.Code));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task Answer_beside_an_error_of_the_request_is_contradictory(string approved)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        exchange.Merge("<error/>" + Account.Transaction("T1", approved, ""));
        exchange.Answers.Complete();

        var result = await exchange.ResultAsync("T1");
        Assert.Equal((PaymentState.Unknown, StatusAnomalyKind.ContradictoryFields), (result.State, Assert.Single(result.Anomalies).Kind));
    }

    // The error of the request does not turn its fields into an answer.
    [Fact]
    public async Task Transaction_without_an_outcome_beside_an_error_of_the_request_stays_open()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        exchange.Merge("<error/><transaction id=\"T1\"><amount>500</amount></transaction>");
        exchange.Answers.Complete();

        Assert.Equal(["T1"], exchange.OpenIds);
    }

    [Theory]
    [InlineData("<transaction id=\"T9\" approved=\"yes\"/>", true)]
    [InlineData("<transaction id=\"T8\" approved=\"yes\"/><transaction id=\"T9\" approved=\"yes\"/>", true)]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"/><transaction id=\"T9\" approved=\"yes\"/>", false)]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"/>", false)]
    [InlineData("<transaction id=\"" + AnswersExchange.SessionId + "\" approved=\"yes\"/>", false)]
    [InlineData("<transaction id=\"T1\"/>", false)]
    [InlineData("<transactions/>", false)]
    public async Task Document_about_other_transactions_only_is_logged(string inner, bool isLogged)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        exchange.Merge(inner);

        Assert.Equal(isLogged ? 1 : 0, exchange.Events.Count(id => id == ForeignAnswer));
    }

    [Theory]
    [InlineData("<transactions/>", true)]
    [InlineData("", true)]
    [InlineData("<transaction id=\"T1\"/>", false)]
    [InlineData("<transactions/><trx id=\"T1\"/>", false)]
    [InlineData("<transactions/><transaction id=\"T9\" approved=\"yes\"/>", false)]
    [InlineData("<transactions/><error/>", false)]
    public async Task Document_without_a_queried_transaction_is_an_answer_when_it_is_empty_and_understood(string inner, bool isAnswer)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var message = Account.Message(inner);

        Assert.False(exchange.Answers.Merge(message, isStep4: false));
        Assert.False(exchange.Answers.HasAny);
        Assert.Equal(isAnswer, exchange.Answers.Merge(message, isStep4: true));
        Assert.Equal(isAnswer, exchange.Answers.HasAny);
    }

    [Fact]
    public async Task Document_that_is_no_answer_does_not_revoke_an_earlier_answer()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        exchange.Merge(Account.Transaction("T1"));
        Assert.False(exchange.Merge("<transaction id=\"T1\"/>"));

        Assert.True(exchange.Answers.HasAny);
    }

    [Fact]
    public async Task Missing_transaction_is_not_found()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");
        exchange.Merge(Account.Transaction("T1"));
        exchange.Answers.Complete();

        exchange.Answers.CompleteMissing();
        exchange.Answers.CompleteMissing();

        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T1")).State);
        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), Summary(await exchange.ResultAsync("T2")));
        Assert.True(exchange.Answers.IsComplete);
    }

    // A receipt of step 3 repeats the ids of the request and shows nothing; step 4 shows that the transaction exists.
    [Theory]
    [InlineData(false, LookupOutcome.NotFound)]
    [InlineData(true, LookupOutcome.Answered)]
    public async Task Transaction_that_step_4_repeats_is_not_missing(bool isStep4, LookupOutcome outcome)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        exchange.Answers.Merge(Account.Message("<transaction id=\"T1\"/><transactions/>"), isStep4: isStep4);
        exchange.Answers.CompleteMissing();

        Assert.Equal((outcome, PaymentState.Unknown), Summary(await exchange.ResultAsync("T1")));
    }

    // In step 3 it is a receipt, from which nothing follows for the transactions that it omits.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Transaction_without_an_outcome_is_an_answer_only_in_step_4(bool isStep4)
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");
        var message = Account.Message("<transaction id=\"T1\"><amount>500</amount></transaction>");

        Assert.Equal(isStep4, exchange.Answers.Merge(message, isStep4: isStep4));

        Assert.Equal(isStep4, exchange.Answers.HasAny);
        Assert.Empty(exchange.Events);
    }

    // Unlike a bare id, a receipt with content in the reply to step 3 shows that the transaction exists.
    [Fact]
    public async Task Transaction_with_a_receipt_in_step_3_is_not_missing()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        exchange.Answers.Merge(
            Account.Message("<transaction id=\"T1\"><receipt>0APPROUVEE</receipt></transaction>"), isStep4: false);
        exchange.Merge("<transactions/>");
        exchange.Answers.CompleteMissing();

        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), Summary(await exchange.ResultAsync("T1")));
        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), Summary(await exchange.ResultAsync("T2")));
    }

    // Messages from other versions may have no list of echoes.
    [Fact]
    public async Task Echoes_of_another_version_are_read_as_far_as_possible()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        Assert.True(exchange.Answers.Merge(new() { IsEmpty = true, Echoes = null }, isStep4: true));
        Assert.True(exchange.Answers.Merge(new() { IsEmpty = true, Echoes = [null!, "T9", "T2"] }, isStep4: true));
        exchange.Answers.CompleteMissing();

        Assert.Equal(LookupOutcome.NotFound, (await exchange.ResultAsync("T1")).Outcome);
        Assert.Equal(LookupOutcome.Answered, (await exchange.ResultAsync("T2")).Outcome);
    }

    [Theory]
    [InlineData("<transaction id=\"T1\"><amount>500</amount></transaction>", "<transaction id=\"T1\"/>")]
    [InlineData("<transaction id=\"T1\"/>", "<transaction id=\"T1\"><amount>500</amount></transaction>")]
    [InlineData(
        "<transaction id=\"T1\"><amount>500</amount></transaction>", "<transaction id=\"T1\"><amount>700</amount></transaction>")]
    public async Task Fields_of_a_transaction_without_an_outcome_are_reported_and_decide_nothing(string first, string second)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        exchange.Merge(first);
        exchange.Merge(second);
        exchange.Answers.Complete();
        Assert.False(exchange.Answers.IsComplete);
        exchange.Answers.CompleteMissing();

        var result = await exchange.ResultAsync("T1");
        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), Summary(result));
        Assert.Equal("500", result.Answer.Fields["amount"]);
        Assert.DoesNotContain(StatusAnomalyKind.ContradictoryFields, result.Anomalies.Select(anomaly => anomaly.Kind));
    }

    private static (LookupOutcome Outcome, PaymentState State) Summary(TransactionStatusResult result) => (result.Outcome, result.State);
}
