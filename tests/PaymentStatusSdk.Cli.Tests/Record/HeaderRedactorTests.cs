using System.Net.Http.Headers;
using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The headers that a recording keeps.</summary>
public class HeaderRedactorTests
{
    [Fact]
    public void Only_harmless_headers_are_kept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://x.example") { Content = new StringContent("x") };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/xml; charset=utf-8");
        foreach (var (name, value) in new[] { ("Accept", "text/xml"), ("Accept-Encoding", "gzip"), ("Connection", "close"), ("X-Id", "1") })
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = new HttpResponseMessage { Content = new StringContent("x") };
        answer.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/html");
        answer.Content.Headers.ContentEncoding.Add("br");
        foreach (var (name, value) in new[] { ("Retry-After", "123456"), ("Connection", "close"), ("Server", "x"), ("Set-Cookie", "a") })
            answer.Headers.TryAddWithoutValidation(name, value);

        Assert.Equal(
            [
                ("Content-Type", "text/xml; charset=utf-8"), ("Accept", "text/xml"), ("Accept-Encoding", "gzip"), ("Connection", "close"),
            ],
            HeaderRedactor.Request(request.Headers, request.Content.Headers).Select(one => (one.Key, one.Value)));
        Assert.Equal(
            [("Content-Type", "text/html"), ("Content-Encoding", "br"), ("Connection", "close")],
            HeaderRedactor.Answer(answer.Headers, answer.Content.Headers).Select(one => (one.Key, one.Value)));
        Assert.Equal(3, HeaderRedactor.Request(request.Headers, null).Count);
    }

    [Fact]
    public void Value_of_a_header_has_at_most_a_hundred_characters_and_four_digits_in_a_row()
    {
        Assert.Equal(new string('a', 100), HeaderRedactor.Value(new string('a', 100)));
        Assert.Null(HeaderRedactor.Value(new string('a', 101)));
        Assert.Equal("a 1234", HeaderRedactor.Value("a 1234"));
        Assert.Null(HeaderRedactor.Value("a 12345"));
        Assert.Null(HeaderRedactor.Value(""));
        Assert.Null(HeaderRedactor.Value(null));
    }
}
