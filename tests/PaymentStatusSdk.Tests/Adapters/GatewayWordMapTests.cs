using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class GatewayWordMapTests
{
    private static readonly GatewayValueMap<StateMeaning> Map = new("state", new Dictionary<string, StateMeaning>());

    [Theory]
    [InlineData("a\r\nb\u0000c", "a??b?c")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("paid\u202Eton", "paid?ton")]
    public void Quoted_word_cannot_forge_a_line_or_its_direction(string word, string shown) =>
        Assert.Equal($"state has the unknown value '{shown}'.", Told(word));

    [Fact]
    public void Long_word_is_not_cut_inside_a_character() =>
        Assert.Equal($"state has the unknown value '{new string('x', 39)}...'.", Told(new string('x', 39) + "\U0001F4B6 and more"));

    private static string Told(string word)
    {
        var anomalies = default(AnomalyList);
        Assert.Equal(default, Map.Read(word, ref anomalies));
        return Assert.Single(anomalies.ToList()).Text;
    }
}
