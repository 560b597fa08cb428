using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class GatewayValueMapTests
{
    private static readonly GatewayValueMap<StateMeaning> Map = new("state", new Dictionary<string, StateMeaning>());

    [Theory]
    [InlineData("a\r\nb\u0000c", "a??b?c")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("paid\u202Eton", "paid?ton")]
    public void Quoted_value_cannot_forge_a_line_or_its_direction(string value, string shown) =>
        Assert.Equal($"state has the unknown value '{shown}'.", AnomalyOf(value));

    [Fact]
    public void Long_value_is_not_cut_inside_a_character() =>
        Assert.Equal($"state has the unknown value '{new string('x', 39)}...'.", AnomalyOf(new string('x', 39) + "\U0001F4B6 and more"));

    private static string AnomalyOf(string value)
    {
        var anomalies = default(AnomalyList);
        Assert.Equal(default, Map.Read(value, ref anomalies));
        return Assert.Single(anomalies.ToList()).Text;
    }
}
