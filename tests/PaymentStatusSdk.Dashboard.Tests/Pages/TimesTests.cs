using PaymentStatusSdk.Dashboard.Pages;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

public sealed class TimesTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3_599, "59 min")]
    [InlineData(3_600, "1 h 00 min")]
    [InlineData(86_399, "23 h 59 min")]
    [InlineData(86_400, "1 d 0 h")]
    [InlineData(60 * 86_400, "60 d")]
    public void Length_has_one_or_two_units(int seconds, string text) => Assert.Equal(text, Times.Length(TimeSpan.FromSeconds(seconds)));
}
