using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>Quotations of the sensitive fields of an answer do not leave the client.</summary>
public class EchoRedactorTests
{
    private const string Secret = "Rk7-Quokka-93";

    [Theory]
    [InlineData("sent to Rk7-Quokka-93 today", "sent to *** today")]
    [InlineData("SENT TO RK7-QUOKKA-93", "SENT TO ***")]
    [InlineData("card 4111 1111 1111 1111", "card [card number]")]
    [InlineData(null, null)]
    public void Message_has_no_quotation(string? message, string? expected) =>
        Assert.Equal(expected, Redact(message).Answer.Message);

    [Theory]
    [InlineData(Secret)]
    [InlineData("4111 1111 1111 1111")]
    public void Quotation_at_the_maximum_length_leaves_no_part_of_itself(string quotation)
    {
        var message = Redact(new string('x', 250) + ' ' + quotation).Answer.Message!;

        Assert.StartsWith(new string('x', 250), message, StringComparison.Ordinal);
        Assert.DoesNotContain(quotation[..4], message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, "", 256)]
    [InlineData(5000, "", 256)]
    [InlineData(255, "\U0001F4B6", 255)]
    public void Message_has_at_most_256_characters_and_none_is_cut(int length, string end, int expected) =>
        Assert.Equal(expected, Redact(new string('x', length) + end).Answer.Message!.Length);

    [Fact]
    public void Answer_without_a_quotation_is_the_same_instance()
    {
        var parsed = Parsed("declined", "05");

        Assert.Same(parsed, EchoRedactor.Redact(parsed));
    }

    private static ParsedStatus Redact(string? message) => EchoRedactor.Redact(Parsed(message, code: null));

    private static ParsedStatus Parsed(string? message, string? code) => new()
    {
        Outcome = LookupOutcome.Answered,
        Answer = new GatewayAnswer
        {
            Message = message,
            Code = code,
            SensitiveFields = new GatewayFields([KeyValuePair.Create("redirectsecret", Secret)]),
        },
    };
}
