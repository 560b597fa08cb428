using System.Net;
using System.Security;
using System.Text;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Proves that a canary detects its secret.</summary>
public sealed class CanaryTests
{
    private readonly Canary _canary = Canary.Create("secret", "&<%+>\"é");

    [Fact]
    public void Canary_is_detected_in_every_encoding()
    {
        string[] texts =
        [
            _canary.Value, _canary.Value.ToUpperInvariant(), Uri.EscapeDataString(_canary.Value), SecurityElement.Escape(_canary.Value),
            WebUtility.HtmlEncode(_canary.Value), System.Text.Json.JsonSerializer.Serialize(_canary.Value),
        ];

        Assert.All(texts, text => Assert.True(_canary.IsIn($"before {text} after")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("user:")]
    public void Canary_is_detected_in_base64_at_any_position(string before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + _canary.Value + "after"));

        Assert.True(_canary.IsIn(text));
    }

    [Fact]
    public void Canary_is_not_detected_where_it_is_absent() => Assert.False(_canary.IsIn(Canary.Create("other").Value));
}
