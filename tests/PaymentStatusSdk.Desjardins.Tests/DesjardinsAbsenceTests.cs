namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The documents from which it does not follow that a transaction is missing.</summary>
public sealed class DesjardinsAbsenceTests
{
    // Only step 4 shows which transactions are missing.
    [Theory]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"T1\"><error><code>WX77</code></error></transaction>")]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"/><transaction id=\"T2\"/>")]
    public async Task Outcome_in_step_3_counts_for_its_transaction_and_makes_no_other_one_missing(string inner)
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        Assert.False(exchange.Answers.Merge(Account.Message(inner), isStep4: false));
        exchange.Answers.Complete();

        Assert.Equal((false, (TransactionStatusException?)null), (exchange.Answers.HasAny, exchange.Answers.Failure));
        Assert.Equal(["T2"], exchange.OpenIds);
        exchange.Merge(Account.Transaction("T2"));
        exchange.Answers.Complete();
        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T2")).State);
        Assert.Empty(exchange.Events);
    }

    // The outcome may be that of a queried transaction in another form.
    [Theory]
    [InlineData("")]
    [InlineData("<transaction id=\"t3\"><amount>500</amount></transaction>")]
    public async Task Outcome_of_another_transaction_in_step_3_makes_none_missing_in_step_4(string more)
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        exchange.Answers.Merge(Account.Message($"<transaction id=\"t2\" approved=\"yes\"/>{more}"), isStep4: false);
        exchange.Merge(Account.Transaction("T1"));
        exchange.Answers.Complete();
        Assert.Null(exchange.Answers.Failure);
        exchange.Answers.CompleteMissing();

        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T1")).State);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await exchange.FailureAsync("T2")).Kind);
    }

    [Fact]
    public async Task Message_that_cannot_be_read_makes_no_transaction_missing()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        exchange.Answers.NoteUnreadable();
        exchange.Merge(Account.Transaction("T1"));
        exchange.Answers.Complete();
        Assert.Null(exchange.Answers.Failure);
        exchange.Answers.CompleteMissing();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await exchange.FailureAsync("T2")).Kind);
    }
}
