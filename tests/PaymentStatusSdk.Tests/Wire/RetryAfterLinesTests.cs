using PaymentStatusSdk.Http;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>The lines of a header that requests a pause, without a server.</summary>
public sealed class RetryAfterLinesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("120", 120.0)]
    [InlineData(" 120\t", 120.0)]
    [InlineData("9", 9.0)]
    [InlineData("1.5", 2.0)]
    [InlineData("3.0", 3.0)]
    [InlineData("3.09", 4.0)]
    [InlineData("3.90", 4.0)]
    [InlineData("0.0000000000000000000000001", 1.0)]
    [InlineData("2147483648", 2147483648.0)]
    [InlineData("31535999999", 31_535_999_999.0)]
    [InlineData("31535999999.5", 31_536_000_000.0)]
    [InlineData("31536000000", 31_536_000_000.0)]
    [InlineData("31536000000.5", 31_536_000_000.0)]
    [InlineData("99999999999999999999", 31_536_000_000.0)]
    [InlineData("9999999999999999999999999999999999999999.5", 31_536_000_000.0)]
    [InlineData("2, 2", 2.0)]
    [InlineData("2, 7", 7.0)]
    [InlineData("7, 2", 7.0)]
    [InlineData("7 , 2", 7.0)]
    [InlineData("2,", null)]
    [InlineData(",2", null)]
    [InlineData("soon, 7", null)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("+5", null)]
    [InlineData("5/", null)]
    [InlineData("5:", null)]
    [InlineData("5.:", null)]
    [InlineData("5./", null)]
    [InlineData("1.2.3", null)]
    [InlineData("120 s", null)]
    [InlineData("1.", null)]
    [InlineData(".5", null)]
    [InlineData(".", null)]
    [InlineData("1e3", null)]
    [InlineData("\u0662", null)]
    [InlineData("", null)]
    public void Numbers_are_rounded_up_and_limited(string line, double? seconds) => Assert.Equal(seconds, Read(line));

    [Theory]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 60.0)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 gmt", 60.0)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 UTC", 60.0)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 utc", 60.0)]
    [InlineData("Fri, 02 Jan 2026 03:05:05", 60.0)]
    [InlineData("fri,02 Jan 2026 03:05:05 GMT", 60.0)]
    [InlineData("Friday, 02-Jan-26 03:05:05 GMT", 60.0)]
    [InlineData("Friday, 2-Jan-2026 03:05:05 GMT", 60.0)]
    [InlineData("  Fri, 02 Jan 2026 03:05:05 GMT ", 60.0)]
    [InlineData("Fri,   02  Jan  2026  03:05:05 GMT", 60.0)]
    [InlineData("Fri, 02 Jan 2026 03:05:05  GMT", null)]
    [InlineData("Jan\t2\t03:05:05\t2026", null)]
    [InlineData("Fri Jan  2 03:05:05 2026", 60.0)]
    [InlineData("Mon, 2 Jan 2026 03:05:05 GMT", 60.0)]
    [InlineData("Fri, 02 Jan 2026 03:04:06 GMT", 1.0)]
    [InlineData("Fri, 02 Jan 2026 03:04:05 GMT", 0.0)]
    [InlineData("Fri, 02 Jan 2026 03:00:00 GMT", 0.0)]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 0.0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 31_536_000_000.0)]
    [InlineData("Fri, 32 Jan 2026 03:05:05 GMT", null)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 CET", null)]
    [InlineData("Fri", null)]
    [InlineData("1ri, 02 Jan 2026 03:05:05 GMT", null)]
    public void Date_is_the_pause_until_then(string line, double? seconds) => Assert.Equal(seconds, Read(line));

    [Fact]
    public void Longest_pause_of_all_lines_counts_and_unreadable_lines_are_ignored()
    {
        Assert.Equal(7, Read("2", "7"));
        Assert.Equal(7, Read("7", "2"));
        Assert.Equal(7, Read("soon", null, "7", ""));
        Assert.Equal(60, Read("5", "Fri, 02 Jan 2026 03:05:05 GMT"));
        Assert.Null(Read());
        Assert.Null(Read((string?)null));
    }

    private static double? Read(params string?[] lines) => RetryAfterHeader.Read(lines, Now)?.TotalSeconds;
}
