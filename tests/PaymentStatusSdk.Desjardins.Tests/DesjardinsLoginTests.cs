using System.Net;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The answer to the login, and the end of its wait. PROTOCOL.md, login.</summary>
public sealed class DesjardinsLoginTests
{
    [Fact]
    public async Task Login_returns_the_new_id_and_the_key_of_the_answer()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        exchange.Reply(HttpStatusCode.OK, Answer("<login><trx key=\"K1\"/></login>"));

        var login = await exchange.LogInAsync(TestContext.Current.CancellationToken);

        Assert.Equal("K1", login.TransactionKey);
        Assert.Equal(32, login.TransactionId.Length);
    }

    [Theory]
    [InlineData("<login><trx id=\"OTHER\" key=\"K1\"/></login>", "is for another session")]
    [InlineData("<login><trx/></login>", "has no session key")]
    public async Task Login_that_authorizes_no_request_is_invalid(string inner, string reason)
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        exchange.Reply(HttpStatusCode.OK, Answer(inner));

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(
            () => exchange.LogInAsync(TestContext.Current.CancellationToken));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_that_takes_too_long_is_a_timeout()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        var running = exchange.LogInAsync(TestContext.Current.CancellationToken);

        exchange.Clock.Advance(DesjardinsDefaults.StepTimeout);

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => running);
        Assert.Equal(TransactionStatusErrorKind.Timeout, failure.Kind);
        Assert.Contains("within 00:00:30", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_that_the_caller_cancels_is_canceled()
    {
        using var exchange = await AnswersExchange.OfAsync("T1");
        using var source = new CancellationTokenSource();
        var running = exchange.LogInAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static string Answer(string inner) => $"<response><merchant id=\"{Account.MerchantId}\">{inner}</merchant></response>";
}
