using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Exchange;

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
    [InlineData("a\"b'c", "a&quot;b&#039;c")]
    [InlineData("a\"b'c", "a&quot;b&#x27;c")]
    [InlineData("a\"b'c", "a&#34;b'c")]
    [InlineData("a\"b'c", "a&#34;b&#39;c")]
    [InlineData("a\"b'c", "a&#x22;b&#x27;c")]
    [InlineData("a\"b'c", "a\"b&apos;c")]
    [InlineData("a\"b'c", "a%22b%27c")]
    [InlineData("a\"b'c", "a%22b'c")]
    [InlineData("a\"b'c", "a%26quot%3Bb%27c")]
    [InlineData("a\"b'c", "a%26quot%3bb'c")]
    [InlineData("a\"b'c", "a\\\"b'c")]
    [InlineData("a\"b'c", "a\\u0022b\\u0027c")]
    [InlineData("p&s", "p%26amp%3Bs")]
    [InlineData("p&s", "p\\u0026s")]
    [InlineData("a<b>c", "a&lt;b>c")]
    [InlineData("a<b>c", "a%26lt%3Bb%26gt%3Bc")]
    [InlineData("p&s t", "p%26amp%3Bs+t")]
    [InlineData("a b!*'()", "a%20b!*'()")]
    [InlineData("a b!*'()", "a+b!*%27()")]
    [InlineData("a b!*'()", "a+b%21*%27%28%29")]
    [InlineData("a/b\\c", "a\\/b\\\\c")]
    [InlineData("a/b\\c", "a%2Fb%5C%5Cc")]
    [InlineData("x\u20AC-1", "x&#8364;-1")]
    [InlineData("x\u20AC-1", "x&#x20ac;-1")]
    [InlineData("x\u20AC-1", "x%26%238364%3B-1")]
    [InlineData("x\u20AC-1", "x\\u20ac-1")]
    [InlineData("x\u20AC-1", "x%E2%82%AC-1")]
    public void Secret_is_redacted_as_requests_and_quotations_spell_it(string secret, string spelling) =>
        Assert.Equal("is ***!", new SecretRedactor(secret).Redact($"is {spelling}!"));

    [Fact]
    public void Secret_of_letters_and_digits_has_one_spelling() => Assert.Equal("hunter_2", Assert.Single(SecretSpellings.Of("hunter_2")));

    [Theory]
    [InlineData("a\"b'c")]
    [InlineData("d e-.~!")]
    [InlineData("<\u20AC>/=")]
    public void Spellings_are_distinct_and_sorted_by_length_and_all_but_the_plain_one_have_an_escape(string secret)
    {
        var spellings = SecretSpellings.Of(secret).ToList();

        Assert.Equal(spellings.OrderByDescending(spelling => spelling.Length), spellings);
        Assert.Equal(spellings.Distinct(StringComparer.OrdinalIgnoreCase), spellings);
        Assert.Contains(spellings, spelling => spelling == secret);
        Assert.All(spellings.Where(spelling => spelling != secret), spelling => Assert.True(SecretSpellings.HasEscape(spelling)));
    }

    [Fact]
    public void Text_without_a_secret_stays_the_same_instance()
    {
        var text = string.Concat("nothing", " here");

        Assert.Same(text, new SecretRedactor("hunter2").Redact(text));
        Assert.Same(text, new SecretRedactor().Redact(text));
    }
}
