using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>The places of an answer in which quotations are redacted, and the values that are not quotations.</summary>
public class EchoRedactorPlaceTests
{
    private const string Secret = "Rk7-Quokka-93";
    private const string Encoded = "rk7%2DQuokka%2D93";
    private const string Card = "4111111111111111";

    [Theory]
    [InlineData("state", Secret, "***")]
    [InlineData("code", Secret, "***")]
    [InlineData("message", Secret, "***")]
    [InlineData("field", Secret, "***")]
    [InlineData("anomaly", Secret, "***")]
    [InlineData("state", Encoded, "***")]
    [InlineData("code", Encoded, "***")]
    [InlineData("message", Encoded, "***")]
    [InlineData("field", Encoded, "***")]
    [InlineData("anomaly", Encoded, "***")]
    [InlineData("state", Card, "[card number]")]
    [InlineData("code", Card, "[card number]")]
    [InlineData("message", Card, "[card number]")]
    [InlineData("field", Card, "[card number]")]
    [InlineData("anomaly", Card, "[card number]")]
    public void Quotation_in_one_place_is_redacted_and_the_other_texts_are_kept(string place, string quotation, string mask)
    {
        var redacted = EchoRedactor.Redact(Parsed(name => name == place ? $"has {quotation} inside" : $"plain {name}"));

        Assert.Equal(Expected("state"), redacted.Answer.State);
        Assert.Equal(Expected("code"), redacted.Answer.Code);
        Assert.Equal(Expected("message"), redacted.Answer.Message);
        Assert.Equal(["first", "field"], redacted.Answer.Fields.Keys);
        Assert.Equal(["plain first", Expected("field")], redacted.Answer.Fields.Values);
        Assert.Equal(
            [
                new StatusAnomaly(StatusAnomalyKind.RepairedMarkup, "plain first"),
                new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, Expected("anomaly")),
            ],
            redacted.Anomalies);

        string Expected(string name) => name == place ? $"has {mask} inside" : $"plain {name}";
    }

    [Fact]
    public void Answer_with_fields_and_anomalies_but_no_quotation_is_the_same_instance()
    {
        var parsed = Parsed(name => $"plain {name}");

        Assert.Same(parsed, EchoRedactor.Redact(parsed));
    }

    [Fact]
    public void Answer_with_the_longest_message_is_the_same_instance()
    {
        var parsed = Parsed(_ => new string('x', 256));

        Assert.Same(parsed, EchoRedactor.Redact(parsed));
    }

    [Fact]
    public void State_that_the_adapter_knows_is_not_a_quotation()
    {
        var redacted = EchoRedactor.Redact(Parsed(_ => Secret) with { State = PaymentState.Captured });

        Assert.Equal(Secret, redacted.Answer.State);
        Assert.Equal("***", redacted.Answer.Code);
        Assert.Equal("***", redacted.Answer.Message);
    }

    [Theory]
    [InlineData(Secret, null)]
    [InlineData(null, Secret)]
    public void Sensitive_field_that_is_the_gateway_or_merchant_reference_is_not_redacted(string? gateway, string? merchant)
    {
        var parsed = Parsed(_ => $"of {Secret}") with { GatewayReference = gateway, MerchantReference = merchant };

        Assert.Same(parsed, EchoRedactor.Redact(parsed));
    }

    [Theory]
    [InlineData("abc", "of abc")]
    [InlineData("abcd", "of ***")]
    [InlineData("abcde", "of ***")]
    public void Sensitive_field_is_redacted_from_four_characters_on(string secret, string expected)
    {
        var parsed = Parsed(_ => $"of {secret}");
        parsed = parsed with
        {
            Answer = parsed.Answer with { SensitiveFields = new GatewayFields([KeyValuePair.Create("pin", secret)]) },
        };

        Assert.Equal(expected, EchoRedactor.Redact(parsed).Answer.Message);
    }

    [Theory]
    [InlineData(Card, null, Card)]
    [InlineData(null, Card, Card)]
    [InlineData(null, null, "[card number]")]
    public void Text_that_is_a_reference_is_not_a_card_number(string? gateway, string? merchant, string expected)
    {
        var parsed = Parsed(name => name == "code" ? Card : $"card {Card}");
        parsed = parsed with { GatewayReference = gateway, MerchantReference = merchant };

        var redacted = EchoRedactor.Redact(parsed);

        Assert.Equal(expected, redacted.Answer.Code);
        Assert.Equal("card [card number]", redacted.Answer.Message);
    }

    private static ParsedStatus Parsed(Func<string, string> text) => new()
    {
        Outcome = LookupOutcome.Answered,
        Answer = new GatewayAnswer
        {
            State = text("state"),
            Code = text("code"),
            Message = text("message"),
            Fields = new GatewayFields([KeyValuePair.Create("first", text("first")), KeyValuePair.Create("field", text("field"))]),
            SensitiveFields = new GatewayFields([KeyValuePair.Create("redirectsecret", Secret)]),
        },
        Anomalies =
        [
            new StatusAnomaly(StatusAnomalyKind.RepairedMarkup, text("first")),
            new StatusAnomaly(StatusAnomalyKind.UnrecognizedValue, text("anomaly")),
        ],
    };
}
