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
    [InlineData("p&s t", "p&AMP;s t")]
    [InlineData("p&s t", "%70%26s%20t")]
    [InlineData("p&s t", "p%26amp;s+t")]
    [InlineData("a\"b'c", "a&#34;b&#x27;c")]
    [InlineData("a\"b'c", "a\"b&apos;c")]
    [InlineData("a\"b'c", "a%26%2334%3Bb%26%23x27%3Bc")]
    [InlineData("a<b>c", "a&lt;b>c")]
    [InlineData("a<b>c", "a%26lt%3Bb%26gt%3Bc")]
    [InlineData("caf\u00E9-1", "CAF%C3%89-1")]
    [InlineData("caf\u00E9-1", "caf%E9-1")]
    [InlineData("caf\u00E9-1", "caf&#233;-1")]
    [InlineData("\U0001F4B6-pay", "&#128182;-pay")]
    [InlineData("\U0001F4B6-pay", "%F0%9F%92%B6-pay")]
    // A secret that contains an escape itself.
    [InlineData("a%41&lt;b", "a%41&lt;b")]
    [InlineData("a%41&lt;b", "a%41&amp;lt;b")]
    [InlineData("a%41&lt;b", "a%2541%26lt%3Bb")]
    [InlineData("a%41&lt;b", "a%2541%26amp%3Blt%3Bb")]
    public void Secret_is_redacted_as_requests_escape_it(string secret, string spelling) =>
        Assert.Equal("is ***!", new SecretRedactor(secret).Redact($"is {spelling}!"));

    // Encoders of paths keep a '+'. Those of forms write a blank as '+', and so encode each '+'.
    [Theory]
    [InlineData("a+b/c", "a+b%2Fc")]
    [InlineData("a+b/c", "a%2Bb%2Fc")]
    [InlineData("a+b/c", "a%2bb/c")]
    [InlineData("a+b&c", "A+B&amp;C")]
    [InlineData("a+b/c", "a&#43;b&#x2F;c")]
    [InlineData("a+b/c", "a+b&#47;c")]
    [InlineData("a+b/c", "a&#x2B;b%2Fc")]
    [InlineData("a+b/c", "a%26%2343%3Bb%2Fc")]
    [InlineData("a+b&c", "a+b%26amp%3Bc")]
    [InlineData("a b/c", "a+b%2Fc")]
    [InlineData("a b/c", "a%20b%2Fc")]
    [InlineData("a b/c", "a b%2Fc")]
    [InlineData("a b/c", "a&#32;b&#47;c")]
    [InlineData("a b/c", "a+b&#47;c")]
    [InlineData("a+b c", "a+b%20c")]
    [InlineData("a+b c", "a%2Bb+c")]
    [InlineData("a+b c", "a%2Bb%20c")]
    [InlineData("+a/b", "+a%2Fb")]
    [InlineData("+a/b", "%2Ba%2Fb")]
    [InlineData("a/b+", "a%2Fb+")]
    [InlineData("a/b+", "a%2Fb%2B")]
    public void Secret_with_a_plus_or_a_blank_is_redacted_as_each_encoder_writes_it(string secret, string spelling) =>
        Assert.Equal("is ***!", new SecretRedactor(secret).Redact($"is {spelling}!"));

    // An error page escapes the request that it quotes, and with it the percent-encoding and the references of the request.
    [Theory]
    [InlineData("key/1", "key&#x25;2F1")]
    [InlineData("key/1", "key&#37;2f1")]
    [InlineData("key/1", "KEY&percnt;2F1")]
    [InlineData("a b-c", "a&#x2B;b-c")]
    [InlineData("a b-c", "a&#43;b-c")]
    [InlineData("a b-c", "a&plus;b-c")]
    [InlineData("a b/c", "a&#x2B;b%2Fc")]
    [InlineData("a b/c", "a+b&#x25;2Fc")]
    [InlineData("a b/c", "a&plus;b&sol;c")]
    [InlineData("a+b/c", "a&plus;b&sol;c")]
    [InlineData("a+b/c", "a&#x2B;b&#x25;2Fc")]
    [InlineData("a+b/c", "a&#x25;2Bb&sol;c")]
    [InlineData("k=1&v=#2?", "k&equals;1&amp;v&equals;&num;2&quest;")]
    [InlineData("u:p@h", "u&colon;p&commat;h")]
    [InlineData("caf\u00E9-1", "caf&#x25;C3&#x25;A9-1")]
    [InlineData("p&s<1>", "p&amp;amp;s&amp;lt;1&amp;gt;")]
    [InlineData("p&s t", "p%26amp%3Bs&#x2B;t")]
    [InlineData("p&s/t", "p&#x25;26amp&#x3B;s%2Ft")]
    // A secret that contains an escape itself.
    [InlineData("a%41&lt;b", "a&#x25;2541&#x25;26lt&#x3B;b")]
    public void Secret_is_redacted_as_pages_escape_a_request(string secret, string spelling) =>
        Assert.Equal("is ***!", new SecretRedactor(secret).Redact($"is {spelling}!"));

    // The secrets are not what the text quotes.
    [Theory]
    [InlineData("a+b/c", "a&#x25;20b&sol;c, a&#32;b/c")]
    [InlineData("a b/c", "a&#x25;2Bb&sol;c")]
    [InlineData("a+bc", "a&plusmn;bc, a&plusbc, aplus;bc")]
    [InlineData("a/b+c", "a&#x25;252Fb+c")]
    [InlineData("a%2Fb", "a&sol;b, a/b")]
    public void Page_that_quotes_another_text_is_kept(string secret, string text) =>
        Assert.Same(text, new SecretRedactor(secret).Redact(text));

    [Theory]
    [InlineData("a+b/c", "a%20b%2Fc, a b%2Fc")]
    [InlineData("a b/c", "a%2Bb%2Fc")]
    [InlineData("++++", "four    blanks + 100%25")]
    public void Encoded_plus_is_no_blank_and_a_blank_is_no_plus(string secret, string text) =>
        Assert.Same(text, new SecretRedactor(secret).Redact(text));

    [Fact]
    public void All_forms_in_one_text_are_redacted_and_other_escapes_are_kept() => Assert.Equal(
        "a%20*** &lt;***&gt; *** ***+%zz&x; ***&#x25;20&sol;***&plus;",
        new SecretRedactor("p&s", "q r").Redact("a%20p%26s &lt;p&amp;s&gt; Q+R q%20r+%zz&x; p&#x25;26s&#x25;20&sol;q&#x2B;r&plus;"));

    [Theory]
    [InlineData("abcd", "cdef", "x***y")]
    [InlineData("cdef", "abcd", "x***y")]
    [InlineData("abcdef", "cd", "x***y")]
    [InlineData("cd", "abcdef", "x***y")]
    [InlineData("abc", "def", "x******y")]
    [InlineData("abc", "ef", "x***d***y")]
    public void Secrets_that_overlap_have_one_mask(string first, string second, string expected) =>
        Assert.Equal(expected, new SecretRedactor(first, second).Redact("xabcdefy"));

    [Theory]
    [InlineData(400, "is ***!")]
    [InlineData(300, "is ***!")]
    [InlineData(256, "is ***!")]
    [InlineData(255, null)]
    public void Long_secret_is_recognized_by_its_first_256_characters(int quoted, string? expected)
    {
        var secret = string.Concat(Enumerable.Range(1_000, 100).Select(number => $"{number:x}-"));
        var text = $"is {secret[..quoted].ToUpperInvariant()}!";

        Assert.Equal(expected ?? text, new SecretRedactor(secret).Redact(text));
    }

    // The first 256 characters occur before the secret, too.
    [Fact]
    public void End_of_a_long_secret_is_recognized()
    {
        var secret = new string('0', 256) + "SECRETTAIL";

        Assert.Equal("x***y", new SecretRedactor(secret).Redact($"x{new string('0', 300)}SECRETTAILy"));
    }

    [Fact]
    public void Text_after_a_long_secret_is_kept()
    {
        var secret = new string('k', 300);

        Assert.Equal("***kk-***", new SecretRedactor(secret).Redact($"{secret}kk-{secret}"));
    }

    [Fact]
    public void Text_without_a_secret_stays_the_same_instance()
    {
        var text = string.Concat("nothing", " here");

        Assert.Same(text, new SecretRedactor("hunter2").Redact(text));
        Assert.Same(text, new SecretRedactor().Redact(text));
        var escaped = string.Concat("nothing+here%20", "&amp; %26lt%3B");
        Assert.Same(escaped, new SecretRedactor("hunter2").Redact(escaped));
    }
}
