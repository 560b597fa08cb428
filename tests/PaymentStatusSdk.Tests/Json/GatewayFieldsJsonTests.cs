using System.Text.Json;

namespace PaymentStatusSdk.Tests.Json;

public sealed class GatewayFieldsJsonTests
{
    [Theory]
    [InlineData("""{"mop":"visa"}""")]
    [InlineData("""{"count":1,"mop":"visa"}""")]
    [InlineData("""{"paid":true,"none":null,"mop":"visa"}""")]
    [InlineData("""{"parts":[1,"x",{"y":"z"}],"mop":"visa"}""")]
    [InlineData("""{"card":{"country":"CA"},"mop":"visa"}""")]
    [InlineData("""{"mop":"visa","card":{"country":"CA"}}""")]
    public void Values_other_than_strings_are_skipped(string json)
    {
        var fields = JsonSerializer.Deserialize<GatewayFields>(json)!;

        Assert.Equal(["mop=visa"], fields.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"count":1}""")]
    [InlineData("[1]")]
    [InlineData("""[{"mop":"visa"}]""")]
    [InlineData("\"mop\"")]
    [InlineData("7")]
    [InlineData("true")]
    public void Json_without_a_field_is_read_as_no_fields(string json)
    {
        var answer = JsonSerializer.Deserialize<GatewayAnswer>($$"""{"Fields":{{json}},"Code":"000"}""")!;

        Assert.Same(GatewayFields.Empty, answer.Fields);
        Assert.Equal("000", answer.Code);
        Assert.Same(GatewayFields.Empty, JsonSerializer.Deserialize<GatewayFields>(json));
    }
}
