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

    // The forms in which a request carries the field, or a gateway escapes it in a text.
    [Theory]
    [InlineData("a\"b'c", "a\"b'c")]
    [InlineData("a\"b'c", "a&quot;b'c")]
    [InlineData("a\"b'c", "a&quot;b&apos;c")]
    [InlineData("a\"b'c", "a&quot;b&#39;c")]
    [InlineData("a\"b'c", "a&#34;b&#x27;c")]
    [InlineData("a\"b'c", "a%22b%27c")]
    [InlineData("a\"b'c", "a%26quot%3Bb%27c")]
    [InlineData("p&s<1>", "p&amp;s&lt;1&gt;")]
    [InlineData("p&s<1>", "p%26s%3C1%3E")]
    [InlineData("p&s<1>", "p%26s%3c1%3e")]
    [InlineData("p&s<1>", "P%26AMP%3BS%26LT%3B1%26GT%3B")]
    [InlineData("a b-c~d", "a+b-c~d")]
    [InlineData("a b-c~d", "a%20b%2Dc%7Ed")]
    [InlineData("caf\u00E9", "caf%C3%A9")]
    [InlineData("caf\u00E9", "caf&#233;")]
    public void Sensitive_field_is_redacted_in_each_of_its_forms(string secret, string form)
    {
        var parsed = With(Parsed($"sent to {form} today", code: null), secret);

        Assert.Equal("sent to *** today", EchoRedactor.Redact(parsed).Answer.Message);
    }

    [Fact]
    public void Each_sensitive_field_is_redacted_wherever_the_text_quotes_it()
    {
        var parsed = With(Parsed("p%26s1, q r s, P&amp;S1 and q+r+s", code: null), "p&s1", "q r s");

        Assert.Equal("***, ***, *** and ***", EchoRedactor.Redact(parsed).Answer.Message);
    }

    // A gateway may send fields of any length: the forms of a field must not be built in memory.
    [Fact]
    public void Memory_does_not_depend_on_the_forms_of_a_long_sensitive_field()
    {
        var text = "declined &amp; closed" + new string('x', 20_000);
        var parsed = With(Parsed(text, code: null), new string('\u00E9', 20_000), new string('&', 20_000), new string('"', 20_000));
        EchoRedactor.Redact(parsed);

        var before = GC.GetAllocatedBytesForCurrentThread();
        EchoRedactor.Redact(parsed);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * text.Length);
    }

    [Fact]
    public void Answer_with_escapes_but_without_a_quotation_is_the_same_instance()
    {
        var parsed = Parsed("declined &amp; closed, 100%25 + fee", "05");

        Assert.Same(parsed, EchoRedactor.Redact(parsed));
    }

    [Fact]
    public void Blank_sensitive_field_is_no_secret()
    {
        var parsed = With(Parsed("declined     closed", "05"), "    ");

        Assert.Same(parsed, EchoRedactor.Redact(parsed));
    }

    private static ParsedStatus With(ParsedStatus parsed, params string[] secrets) => parsed with
    {
        Answer = parsed.Answer with
        {
            SensitiveFields = new GatewayFields([.. secrets.Select((secret, index) => KeyValuePair.Create($"field{index}", secret))]),
        },
    };

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
