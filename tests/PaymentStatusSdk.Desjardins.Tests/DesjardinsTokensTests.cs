using System.Buffers.Text;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Tests;

public sealed class DesjardinsTokensTests
{
    private static readonly DateTimeOffset Expiry = Account.Now.AddSeconds(60);

    [Fact]
    public void Token_is_read_back_with_its_mailbox_and_expiry()
    {
        var tokens = Tokens();
        var (token, mailboxId) = tokens.Create(Expiry);

        Assert.True(tokens.TryRead(token, out var readId, out var expiresAt));

        Assert.Equal((mailboxId, Expiry), (readId, expiresAt));
        Assert.Matches("^[A-Za-z0-9_-]{75}$", token);
        Assert.Matches("^[0-9a-f]{32}$", mailboxId);
    }

    [Fact]
    public void Every_token_is_different() =>
        Assert.Equal(500, Enumerable.Range(0, 500).Select(_ => Tokens().Create(Expiry).MailboxId).Distinct().Count());

    [Fact]
    public void Change_of_any_bit_is_detected()
    {
        var tokens = Tokens();
        var octets = Base64Url.DecodeFromChars(tokens.Create(Expiry).Token);
        for (var bit = 0; bit < octets.Length * 8; bit++)
        {
            octets[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(tokens.TryRead(Base64Url.EncodeToString(octets), out var mailboxId, out _));
            Assert.Empty(mailboxId);
            octets[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(tokens.TryRead(Base64Url.EncodeToString(octets), out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("TOKEN")]
    [InlineData("***************************************************************************")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("éAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Malformed_token_is_rejected(string text) => Assert.False(Tokens().TryRead(text, out _, out _));

    [Fact]
    public void Token_is_valid_for_one_merchant_and_one_client()
    {
        var (token, _) = Tokens().Create(Expiry);

        Assert.False(Tokens(options => options.MerchantId = "100002").TryRead(token, out _, out _));
        Assert.False(new DesjardinsTokens(Account.Options(), "other").TryRead(token, out _, out _));
        Assert.False(Tokens(options => options.MerchantKey = "another-key").TryRead(token, out _, out _));
    }

    [Fact]
    public void Rotation_may_overlap_in_either_direction()
    {
        var (oldToken, _) = Tokens(options => options.MerchantKey = "old").Create(Expiry);
        var (newToken, _) = Tokens(options => options.MerchantKey = "new").Create(Expiry);

        var rotated = Tokens(options => (options.MerchantKey, options.OtherMerchantKeys) = ("new", ["old"]));
        var waiting = Tokens(options => (options.MerchantKey, options.OtherMerchantKeys) = ("old", ["new"]));

        Assert.All(
            [rotated, waiting], tokens => Assert.True(tokens.TryRead(oldToken, out _, out _) && tokens.TryRead(newToken, out _, out _)));
    }

    [Fact]
    public void Other_keys_may_be_null()
    {
        var tokens = Tokens(options => options.OtherMerchantKeys = null!);

        Assert.True(tokens.TryRead(tokens.Create(Expiry).Token, out _, out _));
        Assert.Equal("***", tokens.Redactor.Redact(tokens.Options.MerchantKey));
    }

    private static DesjardinsTokens Tokens(Action<DesjardinsOptions>? change = null) => new(Account.Options(change), Account.Client);
}
