using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class GatewayValueMapTests
{
    private static readonly StateMeaning Paid = new(PaymentState.Captured, Finality.Final);

    private static readonly GatewayValueMap<StateMeaning> Map = new("state", new Dictionary<string, StateMeaning> { ["paid"] = Paid });

    [Fact]
    public void Known_value_has_its_meaning_and_no_anomaly()
    {
        var anomalies = default(AnomalyList);

        Assert.Equal(Paid, Map.Read("paid", ref anomalies));
        Assert.Empty(anomalies.ToList());
        Assert.Equal((true, Paid), (Map.TryRead("paid", out var meaning), meaning));
    }

    // In money, "Paid" may be another state than "paid".
    [Theory]
    [InlineData("")]
    [InlineData("Paid")]
    [InlineData("paid ")]
    public void Other_value_is_unknown_and_unrecognized(string value)
    {
        var anomalies = default(AnomalyList);

        Assert.Equal(default, Map.Read(value, ref anomalies));
        Assert.Equal(StatusAnomalyKind.UnrecognizedValue, Assert.Single(anomalies.ToList()).Kind);
        Assert.False(Map.TryRead(value, out _));
    }

    [Fact]
    public void Values_are_compared_as_the_gateway_compares_them()
    {
        var map = new GatewayValueMap<StateMeaning>(
            "state", new Dictionary<string, StateMeaning> { ["paid"] = Paid }, StringComparer.OrdinalIgnoreCase);

        Assert.Equal((true, Paid), (map.TryRead("Paid", out var meaning), meaning));
    }

    [Theory]
    [InlineData("a\r\nb\u0000c", "a??b?c")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("paid\u202Eton", "paid?ton")]
    public void Quoted_value_cannot_forge_a_line_or_its_direction(string value, string shown) =>
        Assert.Equal($"state has the unknown value '{shown}'.", AnomalyOf(value));

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111\u200B1111\u200B1111\u200B1111")]
    public void Quoted_value_has_no_card_number(string value) =>
        Assert.Equal("state has the unknown value '[card number]'.", AnomalyOf(value));

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, "...")]
    public void Quoted_value_has_at_most_40_characters(int length, string end) =>
        Assert.Equal($"state has the unknown value '{new string('x', 40)}{end}'.", AnomalyOf(new string('x', length)));

    [Fact]
    public void Long_value_is_not_cut_inside_a_character() =>
        Assert.Equal($"state has the unknown value '{new string('x', 39)}...'.", AnomalyOf(new string('x', 39) + "\U0001F4B6 and more"));

    [Fact]
    public void Values_that_the_comparer_treats_as_equal_are_rejected()
    {
        var values = new Dictionary<string, int> { ["paid"] = 1, ["PAID"] = 2 };

        Assert.Throws<ArgumentException>(() => new GatewayValueMap<int>("state", values, StringComparer.OrdinalIgnoreCase));
    }

    private static string AnomalyOf(string value)
    {
        var anomalies = default(AnomalyList);
        Assert.Equal(default, Map.Read(value, ref anomalies));
        return Assert.Single(anomalies.ToList()).Text;
    }
}
