using System.Text.Json;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tests.Json;

public sealed class MoneyJsonTests
{
    [Theory]
    [InlineData("""{"amount":15.20,"currency":"CAD"}""", "15.20 CAD")]
    [InlineData("""{"currency":"cad","amount":"15.20"}""", "15.20 CAD")]
    [InlineData("""{"Amount":-3,"CURRENCY":"JPY","scale":{"a":[1]}}""", "-3 JPY")]
    [InlineData("""{"amount":"-15.20","currency":"CAD"}""", "-15.20 CAD")]
    public void Money_is_read_with_its_decimal_places(string json, string expected)
    {
        Assert.Equal(expected, JsonSerializer.Deserialize<Money>(json)!.ToString());
        Assert.Equal(expected, JsonSerializer.Deserialize(json, PaymentStatusJsonContext.Default.Money)!.ToString());
    }

    [Theory]
    [InlineData("""{"amount":1,"currency":"EURO"}""", "currency")]
    [InlineData("""{"amount":1,"currency":""}""", "currency")]
    [InlineData("""{"amount":1,"currency":978}""", "currency")]
    [InlineData("""{"amount":1,"currency":null}""", "currency")]
    [InlineData("""{"amount":1}""", "currency")]
    [InlineData("""{"currency":"EUR"}""", "amount")]
    [InlineData("""{"amount":null,"currency":"EUR"}""", "amount")]
    [InlineData("""{"amount":"1,5","currency":"EUR"}""", "amount")]
    [InlineData("""{"amount":1e40,"currency":"EUR"}""", "amount")]
    [InlineData("""{"amount":[1],"currency":"EUR"}""", "amount")]
    [InlineData("""{"amount":"15.20-","currency":"EUR"}""", "amount")]
    [InlineData("""{"amount":{"amount":5,"currency":"EUR"},"currency":"EUR"}""", "requires an amount")]
    [InlineData("""{"amount":1,"currency":{"currency":"EUR"}}""", "requires a currency")]
    [InlineData("""{"amount":1,"amount":1,"currency":"EUR"}""", "twice")]
    [InlineData("""{"amount":1,"currency":"EUR","Currency":"EUR"}""", "twice")]
    [InlineData("""{"amount":[1],"AMOUNT":1,"currency":"EUR"}""", "twice")]
    [InlineData("\"15.24 CAD\"", "must be an object")]
    [InlineData("15.24", "must be an object")]
    [InlineData("""[{"amount":1,"currency":"EUR"}]""", "must be an object")]
    public void Json_without_an_amount_and_a_currency_is_rejected(string json, string named)
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);

        var inResult = $$"""{"clientName":"cards","amount":{{json}}}""";
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(inResult, PaymentStatusJsonContext.Default.TransactionStatusResult));
    }

    [Fact]
    public void Money_follows_the_naming_policy()
    {
        Assert.Equal("""{"Amount":1.50,"Currency":"EUR"}""", JsonSerializer.Serialize(new Money(1.50m, "EUR")));
        Assert.Equal("""{"amount":1.50,"currency":"EUR"}""", JsonSerializer.Serialize(new Money(1.50m, "EUR"), JsonSerializerOptions.Web));
    }
}
