using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class FormTests
{
    [Theory]
    [InlineData("A=1&B=2", "A=1|B=2")]
    [InlineData("", "")]
    [InlineData("\r\n", "")]
    [InlineData("A=1\n&B=2\r\n", "A=1|B=2")]
    [InlineData("\r\n A=1 \n", "A=1")]
    [InlineData("STA\r\nTUS=SUC\nCEEDED", "STATUS=SUCCEEDED")]
    [InlineData("A=%2\n0x", "A= x")]
    [InlineData("A=%0D%0A", "A=\r\n")]
    [InlineData("A=", "A=")]
    [InlineData("A", "A!")]
    [InlineData("ERRMSG=Channel not&20found", "ERRMSG=Channel not|20found!")]
    [InlineData("&&A=1&&", "A=1")]
    [InlineData("=1", "=1")]
    [InlineData("A=1=2", "A=1=2")]
    [InlineData("A=1&A=2", "A=1|A=2")]
    [InlineData("A=x+y%20z%2B", "A=x y z+")]
    [InlineData("A=%2541", "A=%41")]
    [InlineData("A=%25252B", "A=%252B")]
    [InlineData("A=%C3%A9%e2%82%ac", "A=é€")]
    [InlineData("%41=1", "A=1")]
    [InlineData("A=%00", "A=\0")]
    public void Body_is_read_as_pairs_decoded_once(string body, string expected)
    {
        var reader = new FormReader(Encoding.UTF8.GetBytes(body));
        var pairs = new List<string>();
        while (reader.Read())
        {
            Assert.True(FormReader.TryDecode(reader.Name, out var name));
            Assert.True(FormReader.TryDecode(reader.Value, out var value));
            pairs.Add(reader.HasValue ? $"{name}={value}" : $"{name}!");
        }

        Assert.Equal(expected, string.Join('|', pairs));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    [InlineData("a%4g")]
    [InlineData("%E9")]
    [InlineData("%C0%80")]
    [InlineData("%ED%A0%80")]
    [InlineData("%C3")]
    public void Invalid_escape_or_UTF8_is_reported_with_the_raw_text(string encoded)
    {
        Assert.False(FormReader.TryDecode(Encoding.ASCII.GetBytes(encoded), out var text));
        Assert.Equal(encoded, text);
    }

    [Fact]
    public void Long_value_is_decoded()
    {
        var value = new string('é', 5_000);
        using var buffer = new RequestBuffer();
        FormWriter.WriteEscaped(buffer, value);

        Assert.True(FormReader.TryDecode(buffer.Span, out var text));

        Assert.Equal(value, text);
    }

    [Fact]
    public void Writer_escapes_everything_but_letters_digits_and_four_marks()
    {
        using var buffer = new RequestBuffer();
        FormWriter.WritePair(buffer, "login"u8, "aZ09_.-~");
        FormWriter.WritePair(buffer, "password"u8, "a b&c=d+e%f/é€😀*'()!");

        Assert.Equal(
            "login=aZ09_.-~&password=a%20b%26c%3Dd%2Be%25f%2F%C3%A9%E2%82%AC%F0%9F%98%80%2A%27%28%29%21",
            Encoding.ASCII.GetString(buffer.Span));
    }

    [Fact]
    public void Pair_that_follows_a_single_octet_is_separated_from_it()
    {
        using var buffer = new RequestBuffer();
        FormWriter.WritePair(buffer, ""u8, "");
        FormWriter.WritePair(buffer, "b"u8, "1");

        Assert.Equal("=&b=1", Encoding.ASCII.GetString(buffer.Span));
    }

    [Fact]
    public void Written_form_is_read_back() => Prop.ForAll<string[]>(values =>
    {
        var texts = values.Where(value => value is not null && !HasLoneSurrogate(value)).ToArray();
        using var buffer = new RequestBuffer();
        foreach (var text in texts) FormWriter.WritePair(buffer, "N"u8, text);
        var read = new List<string>();
        var reader = new FormReader(buffer.Span);
        while (reader.Read())
        {
            if (!FormReader.TryDecode(reader.Value, out var text)) return false;
            read.Add(text);
        }

        return texts.SequenceEqual(read);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Arbitrary_bytes_never_throw() => Prop.ForAll<byte[]>(bytes =>
    {
        var interesting = bytes.SelectMany(octet => octet switch
        {
            < 40 => "%"u8.ToArray(),
            < 60 => "&"u8.ToArray(),
            < 70 =>
            "="u8.ToArray(),
            _ => [octet]
        });
        var reader = new FormReader(interesting.ToArray());
        while (reader.Read())
        {
            FormReader.TryDecode(reader.Name, out _);
            FormReader.TryDecode(reader.Value, out _);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}
