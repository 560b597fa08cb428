using System.Text;
using PaymentStatusSdk.Simulators.Recordings;

namespace PaymentStatusSdk.Testing.Tests.Recordings;

/// <summary>The variables of recorded requests and answers, without a gateway.</summary>
public sealed class ExchangeTemplateTests
{
    [Fact]
    public void Request_that_matches_sets_its_variables_and_no_others()
    {
        var variables = new Dictionary<string, string> { ["known"] = "1" };

        Assert.True(ExchangeTemplate.Matches(Bytes("{{known}} {{a-b}} {{c}}."), Bytes("1 2 {{3}}."), variables));
        Assert.False(ExchangeTemplate.Matches(Bytes("{{known}} {{other}}"), Bytes("2 2"), variables));

        Assert.Equal(
            ["a-b=2", "c={{3}}", "known=1"], variables.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Answer_has_the_values_of_variables_or_their_names()
    {
        var variables = new Dictionary<string, string> { ["a-b"] = "{{c}}", ["c"] = "3" };

        Assert.Equal("{{c}}3-d {{E}}", Encoding.Latin1.GetString(ExchangeTemplate.Fill(Bytes("{{a-b}}{{c}}-{{d}} {{E}}"), variables)));
    }

    [Theory]
    [InlineData("{{url-1}} {{token-1}} {{token-2}}", "token-", "token-1")]
    [InlineData("{{url-1}} {{x-token-}}", "token-", null)]
    [InlineData("{{token-1}}", "TOKEN-", null)]
    [InlineData("token-1", "token-", null)]
    public void First_variable_with_a_beginning_is_found(string recorded, string beginning, string? expected) =>
        Assert.Equal(expected, ExchangeTemplate.FindVariable(Bytes(recorded), beginning));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
