using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayXmlNameTests
{
    private const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    [Theory]
    [InlineData("<x:a xmlns:x='urn:x'>1</x:a>")]
    [InlineData("<a xmlns='urn:x'>1</a>")]
    public void Element_in_a_namespace_is_another_element(string document)
    {
        using var reader = Open(document);

        Assert.False(reader.Is("a"));
        Assert.False(reader.Is("x:a"));
        Assert.False(reader.Is("a", "urn:y"));
        Assert.Equal(-1, reader.IndexIn(["a"]));
        Assert.Equal(-1, reader.IndexIn(["a"], "urn:y"));
    }

    [Theory]
    [InlineData("<x:a xmlns:x='urn:x'>1</x:a>")]
    [InlineData("<a xmlns='urn:x'>1</a>")]
    public void Element_is_matched_by_name_and_namespace_with_any_prefix(string document)
    {
        using var reader = Open(document);

        Assert.True(reader.Is("a", "urn:x"));
        Assert.True(reader.IsLocal("a"));
        Assert.False(reader.IsLocal("x"));
        Assert.Equal(1, reader.IndexIn(["b", "a"], "urn:x"));
        Assert.Equal(1, reader.IndexIn(["b", "a"], "urn:x", likely: 1));
        Assert.Equal("1", reader.ReadText());
    }

    [Fact]
    public void Element_without_a_namespace_has_the_empty_one()
    {
        using var reader = Open("<a>1</a>");

        Assert.True(reader.Is("a", "") && reader.Is("a") && reader.IsLocal("a"));
        Assert.False(reader.Is("a", "urn:x"));
    }

    [Fact]
    public void Attribute_is_matched_by_name_and_namespace()
    {
        using var reader = Open("<a xmlns:n='urn:n' xmlns:m='urn:n' x='1' n:x='2&#x1F;' m:y='3'/>");

        Assert.Equal(("1", "3", null), (reader.GetAttribute("x"), reader.GetAttribute("y", "urn:n"), reader.GetAttribute("y")));
        Assert.Equal("2\uFFFD", reader.GetFreeAttribute("x", "urn:n"));
        Assert.Null(reader.GetAttribute("n:x"));
        Assert.Throws<TransactionStatusException>(() => reader.GetAttribute("x", "urn:n"));
    }

    [Fact]
    public void Soap_answer_is_read_by_its_path()
    {
        using var reader = Open(
            $"<s:Envelope xmlns:s='{Envelope}'><s:Header/><s:Body><Status xmlns='urn:bank'><State>PAID</State></Status></s:Body>"
            + "</s:Envelope>");
        string? state = null;
        Assert.True(reader.Is("Envelope", Envelope));
        while (reader.ReadElement())
        {
            if (reader.Depth == 3 && reader.Is("State", "urn:bank")) state = reader.ReadText();
        }

        Assert.Equal("PAID", state);
    }

    private static GatewayXmlReader Open(string document)
    {
        var reader = new GatewayXmlReader(Encoding.UTF8.GetBytes(document));
        Assert.True(reader.ReadElement());
        return reader;
    }
}
