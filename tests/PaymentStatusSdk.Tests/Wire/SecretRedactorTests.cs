using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class SecretRedactorTests
{
    [Theory]
    [InlineData("user hunter2 refused", "user *** refused")]
    [InlineData("HUNTER2 and Hunter2", "*** and ***")]
    [InlineData("hunter2hunter2", "******")]
    [InlineData("hunter2-extended", "***")]
    [InlineData("a.*b", "***")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Secrets_are_redacted(string? text, string? expected) =>
        Assert.Equal(expected, new SecretRedactor("hunter2", null, " ", "", "hunter2-extended", "a.*b").Redact(text));

    // A gateway that quotes the request quotes the secret in the form of the request.
    [Theory]
    [InlineData("<apiPassword>p&amp;s &lt;1&gt;/+\u00e9</apiPassword>")]
    [InlineData("password=p%26s%20%3C1%3E%2F%2B%C3%A9&x=1")]
    [InlineData("password=p%26s%20%3c1%3e%2f%2b%c3%a9&x=1")]
    [InlineData("password=p%26s+%3C1%3E%2F%2B%C3%A9&x=1")]
    public void Secret_is_redacted_in_its_encoded_forms(string text)
    {
        var redacted = new SecretRedactor("p&s <1>/+\u00e9").Redact(text)!;

        Assert.Contains("***", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("1", redacted.Replace("x=1", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_is_redacted_where_all_other_characters_are_escaped() =>
        Assert.Equal("is ***", new SecretRedactor("simPass-9f3a.x").Redact("is simPass%2D9f3a%2Ex"));

    [Theory]
    [InlineData("a\"b'c", "a&quot;b'c")]
    [InlineData("a\"b'c", "a&quot;b&apos;c")]
    [InlineData("a\"b'c", "a&quot;b&#39;c")]
    [InlineData("a\"b'c", "a%26quot%3Bb%27c")]
    [InlineData("p&s", "p%26amp%3Bs")]
    [InlineData("p&s t", "p%26amp%3Bs+t")]
    [InlineData("p&s t", "p%26amp%3bs%20t")]
    public void Secret_is_redacted_as_requests_escape_it(string secret, string spelling) =>
        Assert.Equal("is ***!", new SecretRedactor(secret).Redact($"is {spelling}!"));

    [Fact]
    public void Text_without_a_secret_stays_the_same_instance()
    {
        var text = string.Concat("nothing", " here");

        Assert.Same(text, new SecretRedactor("hunter2").Redact(text));
        Assert.Same(text, new SecretRedactor().Redact(text));
    }
}
