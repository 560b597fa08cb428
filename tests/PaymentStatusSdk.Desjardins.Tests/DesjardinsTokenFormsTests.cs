using System.Buffers.Text;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>A token is accepted only in the exact form in which it was created.</summary>
public sealed class DesjardinsTokenFormsTests
{
    private static readonly DateTimeOffset Expiry = Account.Now.AddSeconds(60);

    private readonly DesjardinsTokens _tokens = new(Account.Options(), Account.Client);

    [Theory]
    [InlineData("{0}=")]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("\n{0}")]
    [InlineData("{0}A")]
    [InlineData("{0}AAAA")]
    public void Token_with_additional_characters_is_rejected(string form)
    {
        var text = form.Replace("{0}", _tokens.Create(Expiry).Token, StringComparison.Ordinal);

        AssertRejected(text);
    }

    [Fact]
    public void Shortened_token_is_rejected()
    {
        var token = _tokens.Create(Expiry).Token;

        AssertRejected(token[..^1]);
        AssertRejected(token[1..]);
        AssertRejected(token[..^1] + "=");
        AssertRejected(token[..^1] + "*");
    }

    // The octet that is missing would be read as zero.
    [Fact]
    public void Token_without_a_final_zero_octet_is_rejected()
    {
        // Every 256th token ends with zero: the probability that none of 20,000 does is 10^-34.
        var token = Enumerable.Range(0, 20_000).Select(_ => _tokens.Create(Expiry).Token)
            .First(one => Base64Url.DecodeFromChars(one)[^1] == 0);
        Assert.True(_tokens.TryRead(token, out _, out _));

        AssertRejected(token[..^1] + " ");
    }

    [Fact]
    public void Expiry_is_kept_to_the_millisecond()
    {
        Assert.True(_tokens.TryRead(_tokens.Create(Expiry.AddTicks(19_999)).Token, out _, out var expiresAt));

        Assert.Equal(Expiry.AddMilliseconds(1), expiresAt);
    }

    private void AssertRejected(string text)
    {
        Assert.False(_tokens.TryRead(text, out var mailboxId, out var expiresAt));
        Assert.Equal(("", default), (mailboxId, expiresAt));
    }
}
