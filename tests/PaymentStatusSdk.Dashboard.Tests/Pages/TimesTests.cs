using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

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
    [InlineData(60 * 86_400 - 1, "59 d 23 h")]
    [InlineData(60 * 86_400, "60 d")]
    public void Length_has_one_or_two_units(int seconds, string text) => Assert.Equal(text, Times.Length(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(301, "in 5 min")]
    [InlineData(1, "in 1 s")]
    [InlineData(0, "now")]
    [InlineData(-4, "now")]
    [InlineData(-5, "5 s overdue")]
    [InlineData(-120, "2 min overdue")]
    public async Task Due_time_is_ahead_now_or_overdue(int seconds, string text)
    {
        var due = Sample.Now.AddSeconds(seconds);

        await Rendered.AssertAsync(Rendered.Time(due, text), Times.Due(due, Sample.Now));
        await Rendered.AssertAsync(Rendered.TimeAndUtc(due, text), Times.DueAndExact(due, Sample.Now));
    }

    [Fact]
    public async Task Time_is_relative_with_the_exact_time_in_utc_behind_it()
    {
        var time = new DateTimeOffset(2026, 1, 2, 4, 2, 3, 500, TimeSpan.FromHours(1));
        const string Element = "<time datetime=\"2026-01-02T03:02:03.5000000Z\" title=\"2026-01-02 03:02:03 UTC\">";
        const string Utc = "<span class=\"exact\"> (2026-01-02 03:02:03 UTC)</span>";

        Assert.Equal("2026-01-02 03:02:03 UTC", Times.Exact(time));
        await Rendered.AssertAsync($"{Element}2 min ago</time>", Times.Ago(time, Sample.Now));
        await Rendered.AssertAsync($"{Element}2 min</time>", Times.Age(time, Sample.Now));
        await Rendered.AssertAsync($"{Element}2 min overdue</time>", Times.Due(time, Sample.Now));
        await Rendered.AssertAsync($"{Element}2 min ago</time>{Utc}", Times.AgoAndExact(time, Sample.Now));
        await Rendered.AssertAsync($"{Element}2 min overdue</time>{Utc}", Times.DueAndExact(time, Sample.Now));
    }

    [Fact]
    public async Task Missing_time_is_none()
    {
        const string None = "<span class=\"none\">none</span>";

        foreach (var content in new[]
        {
            Times.Ago(null, Sample.Now), Times.Age(null, Sample.Now), Times.Due(null, Sample.Now), Times.AgoAndExact(null, Sample.Now),
            Times.DueAndExact(null, Sample.Now),
        })
        {
            await Rendered.AssertAsync(None, content);
        }
    }
}
