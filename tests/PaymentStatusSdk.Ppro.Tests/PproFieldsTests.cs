using System.Text;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The texts of an answer that decide nothing. <c>PROTOCOL.md, encoding</c></summary>
public sealed class PproFieldsTests
{
    public static TheoryData<string> Texts => ["ERRMSG", "REDIRECTURL", "REDIRECTSECRET", "CHANNEL", "TAG"];

    [Fact]
    public void Each_text_is_read_from_its_own_field()
    {
        var fields = Read("ERRMSG=a&REDIRECTURL=b&REDIRECTSECRET=c&CHANNEL=d&TAG=e");

        Assert.Equal(
            ("a", "b", "c", "d", "e"), (fields.Message, fields.RedirectUrl, fields.RedirectSecret, fields.Channel, fields.Tag));
        Assert.Equal((0, 0, false), (fields.Unknown, fields.BareTokens, fields.HasUndecodable));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void First_text_that_is_not_empty_counts(string field)
    {
        var fields = Read($"{field}=&{field}=a&{field}=b&{field}=");

        string?[] texts = [fields.Message, fields.RedirectUrl, fields.RedirectSecret, fields.Channel, fields.Tag];
        Assert.Equal("a", Assert.Single(texts, text => text is not null));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_that_cannot_be_decoded_is_kept_under_its_name(string field)
    {
        var fields = Read($"{field}=%zz&{field}=%FF");

        Assert.True(fields.HasUndecodable);
        Assert.Equal([(field, "%zz")], fields.Sensitive().Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("REDIRECTURL=b", "REDIRECTURL=b")]
    [InlineData("REDIRECTSECRET=c", "REDIRECTSECRET=c")]
    [InlineData("REDIRECTSECRET=c&REDIRECTURL=b", "REDIRECTURL=b REDIRECTSECRET=c")]
    [InlineData("REDIRECTURL=b&TAG=%zz", "REDIRECTURL=b TAG=%zz")]
    [InlineData("ERRMSG=a&CHANNEL=d&TAG=e", "")]
    public void Data_of_a_redirect_is_sensitive(string body, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read(body).Sensitive().Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("RAND1=x", 0)]
    [InlineData("RAND=x", 1)]
    [InlineData("RANDX1=x", 1)]
    [InlineData("RAND1X=x", 1)]
    [InlineData("RAND1", 1)]
    [InlineData("XRAND1=x", 1)]
    [InlineData("CODE1=x", 1)]
    [InlineData("RAND/=x", 1)]
    [InlineData("RAND:=x", 1)]
    public void Filler_is_named_RAND_and_digits(string body, int unknown) => Assert.Equal(unknown, Read(body).Unknown);

    private static PproFields Read(string body) => PproFields.Read(Encoding.ASCII.GetBytes(body));
}
