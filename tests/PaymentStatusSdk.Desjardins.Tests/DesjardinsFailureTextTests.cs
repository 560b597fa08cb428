using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The code, the reason and the advice of each failure. PROTOCOL.md, errors.</summary>
public sealed class DesjardinsFailureTextTests
{
    private static readonly SecretRedactor Redactor = new(Account.MerchantKey);

    [Theory]
    [InlineData("7", "7")]
    [InlineData("WX99", "WX99")]
    [InlineData("ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP")]
    [InlineData("ABCDEFGHIJKLMNOPQ", null)]
    [InlineData("", null)]
    [InlineData("W-1", null)]
    [InlineData("W 1", null)]
    [InlineData(null, null)]
    public void Code_of_a_rejection_has_1_to_16_letters_and_digits(string? code, string? expected)
    {
        var failure = DesjardinsFailures.Rejected(new DesjardinsError(code, "A text."), Redactor);

        Assert.Equal((TransactionStatusErrorKind.Rejected, expected), (failure.Kind, failure.GatewayCode));
        Assert.Contains($"rejected the query (code {expected ?? "-"}).", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WX03", "The request is malformed")]
    [InlineData("WE15", "the new session id was used before")]
    [InlineData("WX99", "Ask Desjardins for the meaning of the code")]
    public void Rejection_has_the_advice_for_its_code(string code, string advice) =>
        Assert.Contains(
            advice, DesjardinsFailures.Rejected(new DesjardinsError(code, null), Redactor).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, true, "within 00:00:45. The payment's state is unknown: query again later. If this recurs, check")]
    [InlineData("HTTP 500", true, "within 00:00:45. The reply to the request failed: HTTP 500. The payment's state")]
    [InlineData("HTTP 500.", true, "within 00:00:45. The reply to the request failed: HTTP 500. The payment's state")]
    [InlineData(null, false, "query again later. This process has not mapped the callback addresses")]
    public void Missing_callback_is_explained(string? problem, bool isMapped, string expected)
    {
        var failure = DesjardinsFailures.CallbackTimeout(TimeSpan.FromSeconds(45), problem, isMapped);

        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DesjardinsRefusalReason.Unknown, "an instance of another version rejected it. A detail. An outline.", "Check the log")]
    [InlineData(DesjardinsRefusalReason.Unreadable, "it cannot be read. A detail. An outline.", "compare the elements")]
    [InlineData(DesjardinsRefusalReason.NoMerchant, "it names no merchant. A detail. An outline.", "compare the elements")]
    [InlineData(DesjardinsRefusalReason.OtherMerchant, "it is for another merchant. A detail. An outline.", "Check MerchantId.")]
    [InlineData(DesjardinsRefusalReason.NotUnderstood, "none of its content was understood. A detail. An outline.", "compare the elements")]
    [InlineData(DesjardinsRefusalReason.TooLarge, "it is too large. A detail. An outline.", "compare the elements")]
    public void Rejected_post_is_explained(object reason, string expected, string advice)
    {
        var failure = DesjardinsFailures.Refused(new((DesjardinsRefusalReason)reason, "A detail", "An outline."), Redactor);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains($"arrived and was rejected: {expected}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejected_post_without_detail_and_outline_is_explained_by_its_reason()
    {
        var failure = DesjardinsFailures.Refused(new(DesjardinsRefusalReason.TooLarge), Redactor);

        Assert.Contains("it is too large. The payment's state is unknown", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Login_without_an_answer_is_a_timeout()
    {
        var failure = DesjardinsFailures.StepTimeout(TimeSpan.FromSeconds(10));

        Assert.Equal((TransactionStatusErrorKind.Timeout, true), (failure.Kind, failure.IsTransient));
        Assert.Contains("within 00:00:10", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mailbox_that_cannot_be_opened_is_transient_and_quotes_nothing()
    {
        var failure = DesjardinsFailures.NoMailbox(new IOException("a text of the store"));

        Assert.Equal((TransactionStatusErrorKind.Unknown, true), (failure.Kind, failure.IsTransient));
        Assert.Contains("(System.IO.IOException)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a text of the store", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wait_that_fails_is_a_defect_and_quotes_nothing()
    {
        var failure = DesjardinsFailures.Broken(new IOException("a text of the store"));

        Assert.Equal((TransactionStatusErrorKind.Unknown, false), (failure.Kind, failure.IsTransient));
        Assert.DoesNotContain("a text of the store", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public void Text_from_the_store_is_limited_to_400_characters(int length)
    {
        var failure = DesjardinsFailures.NotUnderstood(new string('#', length), Redactor);

        Assert.Equal(400, failure.Message.Count(character => character == '#'));
    }

    [Theory]
    [InlineData("It failed. Query again. Later.", "It failed.")]
    [InlineData("It failed.", "It failed.")]
    [InlineData("It failed", "It failed")]
    [InlineData(". Query again.", ".")]
    public void First_sentence_of_a_message_is_without_its_advice(string message, string sentence) =>
        Assert.Equal(sentence, DesjardinsFailures.FirstSentence(message));
}
