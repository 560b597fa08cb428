using System.Text;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Tests.Output;

public class SecretFormsTests
{
    // Each character alone, in each escaped form, with and without the leading zeros and the end of a reference.
    [Theory]
    [InlineData("\"", "\"|%22|&#34;|&#034|&#x22;|&#X0022|\\u0022|\\\"|&quot;|&QUOT;")]
    [InlineData("\\", "\\|%5c|%5C|&#92;|&#x5c;|&#x5C|\\u005c|\\u005C|\\\\")]
    [InlineData("/", "/|%2f|%2F|&#47;|&#x2f;|\\u002f|\\/")]
    [InlineData("\n", "\n|%0a|%0A|&#10;|&#xa;|&#x0A;|\\u000a|\\n")]
    [InlineData("\r", "\r|%0d|&#13;|&#xd;|\\u000d|\\r")]
    [InlineData("\t", "\t|%09|&#9;|&#x9;|\\u0009|\\t")]
    [InlineData("'", "'|%27|&#39;|&#x27;|\\u0027|&apos;")]
    [InlineData("&", "&|%26|&#38;|\\u0026|&amp;|&AMP;")]
    [InlineData("<", "<|%3c|&#60;|\\u003c|&lt;")]
    [InlineData(" ", " |+|%20|&#32;|&#x20;|\\u0020")]
    [InlineData("\u00F6", "\u00F6|\u00C3\u00B6|%c3%b6|%C3%B6|%f6|%F6|&#246;|&#xf6;|\\u00f6")]
    [InlineData("\u0080", "\u0080|%c2%80|%80|&#128;|\\u0080")]
    [InlineData("\u00FF", "\u00FF|%c3%bf|%ff|&#255;|\\u00ff")]
    [InlineData("\u20AC", "\u20AC|%e2%82%ac|&#8364;|&#x20ac;|\\u20ac")]
    [InlineData("\U0001F600", "\U0001F600|%f0%9f%98%80|&#128512;|&#x1f600;|\\ud83d\\ude00")]
    public void Character_is_found_in_each_of_its_forms(string character, string forms)
    {
        var pattern = SecretForms.PatternOf($"aa{character}bb");

        Assert.All(forms.Split('|'), form =>
        {
            Assert.Matches(pattern, $"aa{form}bb");
            Assert.DoesNotMatch(pattern, $"aa{form}xbb");
        });
        Assert.DoesNotMatch(pattern, "aabb");
    }

    [Theory]
    [InlineData("a\u007Fb", "a%7fb")]
    [InlineData("a\u0100b", "a%c4%80b")]
    public void Only_characters_of_the_upper_half_of_Latin1_have_an_octet_of_their_own(string secret, string escaped)
    {
        Assert.Matches(SecretForms.PatternOf(secret), escaped);
        Assert.DoesNotMatch(SecretForms.PatternOf("a\u0100b"), "a%00b");
    }

    [Fact]
    public void Raw_characters_have_their_case_and_escapes_have_not()
    {
        Assert.DoesNotMatch(SecretForms.PatternOf("secret-1"), "SECRET-1");
        Assert.Matches(SecretForms.PatternOf("secret-1", ignoresCase: true), "SECRET-1");
        Assert.Matches(SecretForms.PatternOf("secret-1"), "%73ecret%2D1");
        Assert.Matches(SecretForms.PatternOf("secret-1"), Convert.ToHexString("secret-1"u8));
        Assert.Matches(SecretForms.PatternOf("secret-1"), Convert.ToHexStringLower("secret-1"u8));
    }

    [Theory]
    [InlineData(0, 0, 14)]
    [InlineData(1, 2, 16)]
    [InlineData(2, 3, 17)]
    public void Secret_in_base64_is_found_by_the_characters_that_are_its_own(int offset, int first, int last)
    {
        byte[] around = [0xFB, 0xF5, 0xE7];
        var pattern = SecretForms.PatternOf("secret-value");

        var text = Convert.ToBase64String([.. around[..offset], .. "secret-value"u8, .. around]);

        Assert.Matches(pattern, text);
        Assert.DoesNotMatch(pattern, WithStar(text, first));
        Assert.DoesNotMatch(pattern, WithStar(text, last));
    }

    [Fact]
    public void Secret_in_ISO_8859_1_is_found_in_base64_and_hex()
    {
        var octets = Encoding.Latin1.GetBytes("w\u00F6rd-w\u00F6rd");

        Assert.Matches(SecretForms.PatternOf("w\u00F6rd-w\u00F6rd"), Convert.ToHexString(octets));
        Assert.Matches(SecretForms.PatternOf("w\u00F6rd-w\u00F6rd"), Convert.ToBase64String(octets));
        Assert.Matches(SecretForms.PatternOf("w\u00F6rd-w\u00F6rd"), Convert.ToBase64String([0, .. octets]));
        Assert.Matches(SecretForms.PatternOf("w\u00F6rd-w\u00F6rd"), Convert.ToBase64String([0, 0, .. octets]));
    }

    [Theory]
    [InlineData("key", true)]
    [InlineData("a key b", true)]
    [InlineData("<a>key</a>", true)]
    [InlineData("a=key&b", true)]
    [InlineData("\"key\"", true)]
    [InlineData("'key'", true)]
    [InlineData("&key<", true)]
    [InlineData("monkey", false)]
    [InlineData("keyword", false)]
    [InlineData("6B6579", false)]
    [InlineData("key=", false)]
    [InlineData("key>", false)]
    [InlineData("<key", false)]
    public void Whole_secret_is_a_value_of_its_own(string text, bool isFound) =>
        Assert.Equal(isFound, SecretForms.PatternOf("key", isWhole: true).IsMatch(text));

    [Theory]
    [InlineData("five5", "five5")]
    [InlineData("sixsix", "[secret]")]
    [InlineData("seventh", "[secret]")]
    public void Secrets_from_six_characters_are_replaced(string secret, string shown) =>
        Assert.Equal(shown, Redact("Password", secret, secret));

    [Theory]
    [InlineData("PASSWORD")]
    [InlineData("ClientSecret")]
    [InlineData("ApiKey")]
    [InlineData("MerchantKey")]
    [InlineData("ClientCertificateKeyPem")]
    [InlineData("AccessToken")]
    public void Values_of_keys_with_the_name_of_a_secret_are_replaced(string key) =>
        Assert.Equal("a [secret] b", Redact(key, "the-value", "a the-value b"));

    [Theory]
    [InlineData("Host=db;Password=the-value;Database=x")]
    [InlineData("Host=db;pwd = 'the-value' ")]
    [InlineData("PASSWORD=\"the-value\"")]
    public void Password_of_a_connection_string_is_replaced_and_its_host_is_kept(string connectionString) => Assert.Equal(
        "Host=db [secret] Database", Redact("connectionstrings:Payments", connectionString, "Host=db the-value Database"));

    [Fact]
    public void Longer_secret_is_replaced_before_a_part_of_it()
    {
        var redactor = OutputRedactor.For(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["APassword"] = "secret-1",
            ["BPassword"] = "secret-1-longer",
            ["CPassword"] = null,
        }).Build());

        Assert.Equal("[secret] [secret]", redactor.Redact("secret-1-longer secret-1"));
        Assert.Equal("", redactor.Redact(""));
        Assert.Null(redactor.RedactReference(null));
    }

    private static string WithStar(string text, int at) => text[..at] + "*" + text[(at + 1)..];

    private static string Redact(string key, string value, string text) => OutputRedactor.For(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build()).Redact(text);
}
