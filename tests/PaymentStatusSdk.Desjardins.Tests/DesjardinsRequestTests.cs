using System.Text;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>Both phases, byte for byte.</summary>
public sealed class DesjardinsRequestTests
{
    private const string Id = "00112233445566778899aabbccddeeff";
    private const string Key = "ffeeddccbbaa99887766554433221100";

    [Fact]
    public void Login_is_byte_for_byte_the_golden_one() =>
        Assert.Equal(Golden("step1-login.xml"), Text(Account.Request().EncodeLogin(Id)));

    [Theory]
    [InlineData("step3-one-target.xml", 1, "plain")]
    [InlineData("step3-ten-targets.xml", 10, "plain")]
    [InlineData("step3-english-utf8-currency.xml", 2, "english")]
    [InlineData("step3-other-names.xml", 2, "names")]
    [InlineData("step3-no-container.xml", 2, "bare")]
    [InlineData("step3-token-as-parameter.xml", 1, "parameter")]
    public void Status_request_is_byte_for_byte_the_golden_one(string file, int targets, string variant)
    {
        var request = Account.Request(options => Change(options, variant));

        var body = request.EncodeStatus(Id, Key, [.. Enumerable.Range(1, targets).Select(number => $"ORDER{number}")], "TOKEN");

        Assert.Equal(Golden(file), Text(body));
    }

    [Fact]
    public void Text_is_ascii_and_escaped()
    {
        var request = Account.Request(options => options.MerchantKey = "a&b<c>\"d");

        var body = Text(request.EncodeStatus(Id, Key, ["T&<>\"'1"], "t"));

        Assert.Contains("key=\"a&amp;b&lt;c&gt;&quot;d\"", body, StringComparison.Ordinal);
        Assert.Contains("<transaction id=\"T&amp;&lt;&gt;&quot;'1\"/>", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_beyond_ascii_become_numeric_references()
    {
        using var buffer = new RequestBuffer();

        new DesjardinsXmlWriter(buffer).Text("é€😀\n");

        Assert.Equal("&#233;&#8364;&#128512;&#10;", Text(buffer.ToArray()));
    }

    [Theory]
    [InlineData("https://shop.example", "https://shop.example/payment-status/desjardins/TOKEN")]
    [InlineData("https://shop.example/", "https://shop.example/payment-status/desjardins/TOKEN")]
    [InlineData("https://shop.example:8443/base/", "https://shop.example:8443/base/payment-status/desjardins/TOKEN")]
    public void Response_url_has_base_prefix_client_and_token(string place, string expected)
    {
        var request = Account.Request(options => options.PublicCallbackBaseUrl = new Uri(place));

        Assert.Contains($"<path>{expected}</path>", Text(request.EncodeStatus(Id, Key, ["T"], "TOKEN")), StringComparison.Ordinal);
    }

    [Fact]
    public void Session_ids_are_new_and_have_32_hex_digits()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => DesjardinsRequest.NewId()).ToHashSet();

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
    }

    [Fact]
    public void Text_of_a_request_reveals_no_secret()
    {
        var request = new DesjardinsStatusRequest
        {
            Options = Account.Options(),
            TransactionId = Id,
            TransactionKey = Key,
            MerchantReferences = ["T"],
            ResponseUrl = new Uri("https://shop.example/TOKEN"),
        };

        Assert.Equal(nameof(DesjardinsStatusRequest), request.ToString());
        Assert.DoesNotContain(Key, new DesjardinsLogin(Id, Key).ToString(), StringComparison.Ordinal);
    }

    private static void Change(DesjardinsOptions options, string variant)
    {
        switch (variant)
        {
            case "english":
                (options.Language, options.RequestEncoding, options.IncludeCurrency) = ("en", "UTF-8", true);
                break;
            case "names":
                (options.StatusType, options.TransactionContainer, options.TransactionElement) = ("etat", "targets", "trx");
                (options.TransactionIdAttribute, options.LanguageElement, options.Language) = ("ref", "lang", "FR");
                break;
            case "bare":
                options.TransactionContainer = "";
                break;
            case "parameter":
                options.TokenAsParameter = true;
                break;
        }
    }

    private static string Text(byte[] bytes) => Encoding.ASCII.GetString(bytes);

    private static string Golden(string file) => Text(WireFile.Read(file));
}
