using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>Documents that are rejected or not understood, and what the open queries of their exchange receive.</summary>
public sealed class DesjardinsUnusableAnswersTests
{
    private const int RefusedPost = 2230;
    private const int NotUnderstood = 2231;
    private const string Session = AnswersExchange.SessionId;

    [Fact]
    public async Task First_rejected_post_is_the_failure_of_the_exchange()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        Assert.False(exchange.Answers.Merge(DesjardinsMessage.Of(new(DesjardinsRefusalReason.OtherMerchant)), isStep4: true));
        Assert.False(exchange.Answers.Merge(DesjardinsMessage.Of(new(DesjardinsRefusalReason.TooLarge)), isStep4: true));
        exchange.Merge("<trx id=\"T1\"/>");

        Assert.Contains("it is for another merchant", exchange.Answers.Failure?.Message, StringComparison.Ordinal);
        Assert.False(exchange.Answers.HasAny);
        Assert.Equal([RefusedPost, RefusedPost, NotUnderstood], exchange.Events);
    }

    [Theory]
    [InlineData("<trx id=\"T1\" approved=\"yes\"/>", "trx (1)")]
    [InlineData("<trx id=\"T1\" approved=\"yes\"/><transaction id=\"T9\" approved=\"yes\"/>", "trx (1)")]
    [InlineData("<transaction id=\"T9\" approved=\"yes\"/>", "It names transactions that were not queried.")]
    [InlineData("<transaction id=\"" + Session + "\" approved=\"yes\"/>", "It names transactions with unknown content only.")]
    public async Task Document_that_may_have_the_answer_in_an_unknown_form_fails_the_exchange(string inner, string reason)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        Assert.False(exchange.Merge(inner));

        Assert.Contains(reason, exchange.Answers.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exchange.Answers.Failure?.Kind);
        Assert.Contains(NotUnderstood, exchange.Events);
        Assert.Equal(["T1"], exchange.OpenIds);
    }

    // The mailbox delivers a result with unknown content, possibly without the outline of the document.
    [Fact]
    public async Task Transaction_with_only_unknown_content_is_not_answered()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        Assert.False(exchange.Answers.Merge(new() { Results = [new() { Id = "T1", UnknownFields = 1 }] }, isStep4: true));
        exchange.Answers.Complete();

        Assert.Contains("It names transactions with unknown content only.", exchange.Answers.Failure?.Message, StringComparison.Ordinal);
        Assert.False(exchange.Answers.HasAny);
        Assert.Equal(["T1"], exchange.OpenIds);
    }

    [Fact]
    public async Task First_unknown_content_is_the_one_that_is_reported()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        exchange.Merge(Account.Transaction("T1") + "<first/>");
        exchange.Merge(Account.Transaction("T1") + "<second/>");
        exchange.Answers.Complete();
        Assert.Null(exchange.Answers.Failure);
        exchange.Answers.CompleteMissing();

        Assert.Contains("first (1)", (await exchange.FailureAsync("T2")).Message, StringComparison.Ordinal);
        Assert.Equal([NotUnderstood, NotUnderstood], exchange.Events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Transaction_missing_beside_unknown_content_is_not_reported_as_not_found(bool isStep4)
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2", "T3");
        var inner = Account.Transaction("T1") + "<transaction id=\"T3\"><amount>500</amount></transaction><trx id=\"T2\"/>";

        Assert.Equal(isStep4, exchange.Answers.Merge(Account.Message(inner), isStep4));
        exchange.Answers.Complete();
        Assert.Null(exchange.Answers.Failure);
        exchange.Answers.CompleteMissing();

        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T1")).State);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await exchange.FailureAsync("T2")).Kind);
        // The document names the transaction in a known form, without an outcome.
        var named = await exchange.ResultAsync("T3");
        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), (named.Outcome, named.State));
        Assert.True(exchange.Answers.IsComplete);
        Assert.Empty(exchange.OpenIds);
    }

    [Fact]
    public async Task Transaction_that_is_only_repeated_beside_unknown_content_is_not_answered()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");

        Assert.True(exchange.Merge(Account.Transaction("T1") + "<transaction id=\"T2\"/><trx id=\"T2\"/>"));
        exchange.Answers.Complete();
        exchange.Answers.CompleteMissing();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await exchange.FailureAsync("T2")).Kind);
    }

    // A receipt of step 3 may have any form; only step 4 fails the exchange.
    [Theory]
    [InlineData("<trx id=\"T1\"/>")]
    [InlineData("<transaction id=\"T9\"/><a/>")]
    [InlineData("<transaction id=\"T1\" status=\"a\"/>")]
    public async Task Receipt_that_is_not_understood_changes_nothing(string inner)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        Assert.False(exchange.Answers.Merge(Account.Message(inner), isStep4: false));

        Assert.Null(exchange.Answers.Failure);
        Assert.DoesNotContain(NotUnderstood, exchange.Events);
    }

    [Theory]
    [InlineData("<error><code>WX03</code></error><trx id=\"T1\"/>")]
    [InlineData("<transaction id=\"" + Session + "\"><error><code>WX03</code></error></transaction><trx id=\"T1\"/>")]
    public async Task Error_of_the_request_explains_more_than_unknown_content_beside_it(string inner)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");

        Assert.False(exchange.Merge(inner));

        Assert.Equal("WX03", exchange.Answers.Refusal?.Code);
        Assert.Null(exchange.Answers.Failure);
        Assert.Equal([NotUnderstood], exchange.Events);
    }

    [Fact]
    public async Task Failure_of_the_exchange_fails_only_the_open_queries()
    {
        using var exchange = await AnswersExchange.OfAsync("T1", "T2");
        exchange.Merge(Account.Transaction("T1"));
        exchange.Answers.Complete();

        exchange.Answers.FailOpen(DesjardinsFailures.NoKey());
        exchange.Answers.FailOpen(DesjardinsFailures.NoKey());

        Assert.Equal(PaymentState.Captured, (await exchange.ResultAsync("T1")).State);
        Assert.Contains("no session key", (await exchange.FailureAsync("T2")).Message, StringComparison.Ordinal);
        Assert.True(exchange.Answers.IsComplete);
        Assert.Empty(exchange.OpenIds);
    }
}
