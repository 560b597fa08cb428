using FsCheck;
using FsCheck.Fluent;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Tests.Belief;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayUriTests
{
    private static readonly string[] Endpoints =
    [
        "https://gateway.example", "https://gateway.example/", "https://gateway.example/proxy", "https://gateway.example/proxy/v2/",
        "https://gateway.example:8443/a%20b/?api-version=1", "http://localhost:1/x?y=%2F",
    ];

    private static readonly string[] Pieces =
        [
            ".", "..", "/", "\\", "%", "%2e", "%2E", "%2F", "%5c", ";", "?", "#", " ", "\0", "\r\n", "a", "B9", "-_~", "\u00e9",
            "\ud83d\ude00", "\ud800", "+", "&", "=",
        ];

    [Theory]
    [InlineData("https://g.example", "https://g.example/payments/tr_1")]
    [InlineData("https://g.example/", "https://g.example/payments/tr_1")]
    [InlineData("https://g.example/proxy", "https://g.example/proxy/payments/tr_1")]
    [InlineData("https://g.example/proxy/?key=1#part", "https://g.example/proxy/payments/tr_1?key=1")]
    public void Path_and_query_of_the_endpoint_are_kept(string endpoint, string expected) =>
        Assert.Equal(expected, GatewayUri.Append(new Uri(endpoint), "payments", "tr_1").AbsoluteUri);

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("%2E", "%252E")]
    [InlineData("..%2f", "..%252f")]
    [InlineData("...", "...")]
    [InlineData("a..b", "a..b")]
    [InlineData("a;..", "a%3B..")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("\u00e9 +", "%C3%A9%20%2B")]
    public void Segment_is_data(string segment, string expected) =>
        Assert.Equal($"https://g.example/v2/{expected}", GatewayUri.Append(new Uri("https://g.example/v2"), segment).AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/..")]
    [InlineData("a\\.\\b")]
    [InlineData("..;x")]
    [InlineData("a/.. ")]
    [InlineData("..\0x")]
    public void Segment_that_names_another_resource_is_rejected_and_not_quoted(string? segment)
    {
        var exception = Assert.Throws<ArgumentException>(() => GatewayUri.Append(new Uri("https://g.example/v2"), "payments", segment!));

        Assert.DoesNotContain("payments", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Escaping would replace the character and so query another reference.</summary>
    [Fact]
    public void Segment_that_is_not_Unicode_is_rejected() =>
        Assert.Throws<ArgumentException>(() => GatewayUri.Append(new Uri("https://g.example/v2"), "\ud800"));

    [Fact]
    public void Relative_endpoint_or_missing_segment_is_rejected()
    {
        Assert.Throws<ArgumentException>(() => GatewayUri.Append(new Uri("/v2", UriKind.Relative), "a"));
        Assert.Throws<ArgumentException>(() => GatewayUri.Append(new Uri("https://g.example/")));
    }

    [Fact]
    public void Address_ends_in_exactly_the_given_segments() => PropertyCheck.Holds(Cases(), test =>
    {
        Uri address;
        try
        {
            address = GatewayUri.Append(new Uri(test.Endpoint), test.Segments);
        }
        catch (ArgumentException)
        {
            Assert.Contains(test.Segments, segment => segment.Length == 0 || segment.Contains('\ud800')
                || segment.Split('/', '\\').Any(part => part.Split(';', '\0')[0].Trim() is "." or ".."));
            return;
        }

        var endpoint = new Uri(test.Endpoint);
        Assert.Equal((endpoint.Authority, endpoint.Query, ""), (address.Authority, address.Query, address.Fragment));
        // Parsed like a server: split at slashes, then unescaped once.
        var parts = address.AbsolutePath.Split('/');
        Assert.Equal(endpoint.AbsolutePath.TrimEnd('/'), string.Join('/', parts[..^test.Segments.Length]));
        Assert.Equal(test.Segments, parts[^test.Segments.Length..].Select(Uri.UnescapeDataString));
        Assert.Equal(address, new Uri(address.AbsoluteUri));
    });

    private static Arbitrary<(string Endpoint, string[] Segments)> Cases()
    {
        var segment = from pieces in Gen.ArrayOf(Gen.Elements(Pieces)) select string.Concat(pieces);
        return Arb.From(
            from endpoint in Gen.Elements(Endpoints)
            from count in Gen.Choose(1, 3)
            from segments in Gen.ArrayOf(segment, count)
            select (endpoint, segments));
    }
}
