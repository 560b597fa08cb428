using System.Text;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate.Tests;

public sealed class ConvergeGateChecksumTests
{
    [Theory]
    [InlineData("709", "ORDER-1001", "8edc509ff034261cdbd2946348be4b1014eb0525")] // V1
    [InlineData("708", "ORDER-1001", "d148010d3ebc15e0b5d6fec3ec36ab2b47f08877")] // V3
    [InlineData("709", "A&B<1>", "fafa3084caa534d9581efa740e0ae07c0ee8b7ec")] // V4: hashed as it is
    public void Checksum_follows_the_published_rule(string command, string id, string expected) =>
        Assert.Equal(expected, Checksum(Answers.ApiUser, Answers.ApiPassword, command, Answers.ApiKey, id));

    [Fact]
    public void Checksum_never_covers_the_escaped_reference()
    {
        // V4x: the result of hashing after escaping.
        Assert.Equal(
            "fccca03a90cbfd1b86b008414a30e8b87b2ee0e2",
            Checksum(Answers.ApiUser, Answers.ApiPassword, "709", Answers.ApiKey, "A&amp;B&lt;1&gt;"));
        Assert.NotEqual(
            "fccca03a90cbfd1b86b008414a30e8b87b2ee0e2", Checksum(Answers.ApiUser, Answers.ApiPassword, "709", Answers.ApiKey, "A&B<1>"));
    }

    [Theory]
    [InlineData("u", "p", "k", "\u00e4\u20ac\ud83d\ude00", "eab668514e7cdf80caf2802cd303c1a08cf33aba")]
    public void Text_is_hashed_as_utf8(string user, string password, string key, string id, string expected) =>
        Assert.Equal(expected, Checksum(user, password, "709", key, id));

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(5000)]
    public void Long_keys_are_hashed_completely(int length)
    {
        var key = new string('k', length);
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(Encoding.UTF8.GetBytes("up709id" + key)));

        Assert.Equal(expected, Checksum("u", "p", "709", key, "id"));
        Assert.NotEqual(expected, Checksum("u", "p", "709", key + "k", "id"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("fccca03a90cbfd1b86b008414a30e8b87b2ee0e2", false)]
    [InlineData("b7b1c0709c725931ce40d7dbfb6e45e1cc254ee6", true)]
    [InlineData(" B7B1C0709C725931CE40D7DBFB6E45E1CC254EE6 ", true)]
    public void Message_without_a_checksum_is_never_genuine(string? received, bool isGenuine) =>
        Assert.Equal(isGenuine, ConvergeGateChecksum.Matches(received, "850ORDER1", "key"));

    private static string Checksum(string user, string password, string command, string key, string id)
    {
        var hex = new byte[ConvergeGateChecksum.HexLength];
        new ConvergeGateChecksum(user, password, command, key).Write(id, hex);
        return Encoding.ASCII.GetString(hex);
    }
}
