using System.Text;
using PaymentStatusSdk.Ppro.Callbacks;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The fields of a notification, without their hash. <c>PROTOCOL.md, notifications</c></summary>
public sealed class PproNotificationTests
{
    private const int MaxLength = 256;

    private static readonly string[] Names = ["txid", "finaltimestamp", "sha256hash"];

    public static TheoryData<string> Fields => [.. Names];

    [Theory]
    [InlineData("txid=1&finaltimestamp=t&sha256hash=h")]
    [InlineData("SHA256HASH=h&FinalTimestamp=t&TXID=1")]
    [InlineData("more=x&txid=1&bare&finaltimestamp=t&more=y&sha256hash=h")]
    [InlineData("txid=%31&finaltimestamp=%74&sha256hash=%68")]
    public void Three_fields_are_read_in_any_order_and_case(string body) =>
        Assert.Equal(new PproNotification("1", "t", "h"), Read(body));

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_that_is_missing_empty_bare_repeated_or_cannot_be_decoded_makes_the_message_unusable(string field)
    {
        Assert.NotNull(Read(Body($"{field}=a")));
        Assert.Null(Read(Body("other=a")));
        Assert.Null(Read(Body($"{field}=")));
        Assert.Null(Read(Body(field)));
        Assert.Null(Read(Body($"{field}=a&{field}=a")));
        Assert.Null(Read(Body($"{field}=%zz")));

        string Body(string part) => string.Join('&', Names.Select(name => name == field ? part : $"{name}=a"));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_has_at_most_256_characters(string field)
    {
        Assert.NotNull(Read(Body(MaxLength)));
        Assert.Null(Read(Body(MaxLength + 1)));

        string Body(int length) => string.Join('&', Names.Select(name => $"{name}={new string('a', name == field ? length : 1)}"));
    }

    [Theory]
    [InlineData("13:34:56 01:00", "13:34:56+01:00")]
    [InlineData("31 13:34:56 01:00", "31 13:34:56+01:00")]
    [InlineData(" 01:00", "+01:00")]
    [InlineData("13:34:56 ", "13:34:56+")]
    [InlineData("13:34:56Z", null)]
    public void Last_blank_of_the_timestamp_becomes_a_plus_sign(string time, string? repaired) =>
        Assert.Equal(repaired, new PproNotification("1", time, "h").WithPlusRepaired()?.FinalTimestamp);

    private static PproNotification? Read(string body) => PproNotification.Read(Encoding.ASCII.GetBytes(body));
}
