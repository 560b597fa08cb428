using System.Text;
using PaymentStatusSdk.Ppro.Callbacks;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Reading of the three fields, without their hash.</summary>
public sealed class PproNotificationTests
{
    private const string Complete = "txid=1&finaltimestamp=1&sha256hash=1";

    [Fact]
    public void Fields_are_decoded_and_their_names_have_no_case()
    {
        var message = Read("TXID=A+1&FinalTimestamp=2024-01-31T12%3A34%3A56Z&other=2&sha256HASH=0E24");

        Assert.Equal(("A 1", "2024-01-31T12:34:56Z", "0E24"), (message?.TxId, message?.FinalTimestamp, message?.Hash));
    }

    [Theory]
    [InlineData("finaltimestamp=2&sha256hash=3")]
    [InlineData("txid=1&sha256hash=3")]
    [InlineData("txid=1&finaltimestamp=2")]
    [InlineData("txid=&finaltimestamp=2&sha256hash=3")]
    [InlineData("txid=1&finaltimestamp=&sha256hash=3")]
    [InlineData("txid=1&finaltimestamp=2&sha256hash=")]
    [InlineData("txid&finaltimestamp=2&sha256hash=3")]
    [InlineData("txid=1&finaltimestamp&sha256hash=3")]
    [InlineData("txid=1&finaltimestamp=2&sha256hash")]
    public void Message_without_one_of_the_fields_is_not_read(string form) => Assert.Null(Read(form));

    [Theory]
    [InlineData("txid")]
    [InlineData("finaltimestamp")]
    [InlineData("sha256hash")]
    public void Field_that_is_repeated_or_cannot_be_decoded_is_not_read(string name)
    {
        Assert.NotNull(Read(Complete));
        Assert.Null(Read($"{Complete}&{name}=1"));
        Assert.Null(Read($"{Complete}&{name}"));
        Assert.Null(Read(Complete.Replace($"{name}=1", $"{name}=%zz", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("txid")]
    [InlineData("finaltimestamp")]
    [InlineData("sha256hash")]
    public void Field_has_at_most_256_characters(string name)
    {
        Assert.NotNull(Read(Complete.Replace($"{name}=1", $"{name}={new string('1', 256)}", StringComparison.Ordinal)));
        Assert.Null(Read(Complete.Replace($"{name}=1", $"{name}={new string('1', 257)}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2024-01-31T13:34:56 01:00", "2024-01-31T13:34:56+01:00")]
    [InlineData("2024-01-31 13:34:56  01:00", "2024-01-31 13:34:56 +01:00")]
    [InlineData(" 01:00", "+01:00")]
    [InlineData("2024-01-31T13:34:56Z", null)]
    public void Last_blank_of_the_timestamp_becomes_a_plus_sign(string time, string? repaired) =>
        Assert.Equal(repaired, new PproNotification("1", time, "2").WithPlusRepaired()?.FinalTimestamp);

    private static PproNotification? Read(string form) => PproNotification.Read(Encoding.UTF8.GetBytes(form));
}
