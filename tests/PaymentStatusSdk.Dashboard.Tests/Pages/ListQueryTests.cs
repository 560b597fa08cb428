using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The filter of the list, as it is in the address, in the query of the store and in links.</summary>
public sealed class ListQueryTests
{
    private const string Full =
        "?q=ORDER%201&client=cards&state=Captured&status=Completed&age=over-day&contested=on&mismatch=on&after=12";

    private static readonly ListQuery FullQuery = new()
    {
        Search = "ORDER 1",
        Client = "cards",
        State = PaymentState.Captured,
        Status = TrackingStatus.Completed,
        Age = "over-day",
        Contested = true,
        Mismatch = true,
        After = 12,
    };

    [Fact]
    public void Address_is_read_and_written_without_loss()
    {
        Assert.Equal(FullQuery, Of(Full));
        Assert.Equal(Full, FullQuery.ToQueryString());
        Assert.Equal(new ListQuery(), Of(""));
        Assert.Equal("", new ListQuery().ToQueryString());
        Assert.Equal("?q=a%26b%3Dc%2B%23%3C", new ListQuery { Search = "a&b=c+#<" }.ToQueryString());
    }

    [Theory]
    [InlineData("?q=%20%20&client=+&state=&status=&age=&after=")]
    [InlineData("?state=captured&status=active&age=Day&after=-1")]
    [InlineData("?state=5&status=1&age=year&after=x")]
    [InlineData("?state=Nothing&status=Captured&after=1.0")]
    [InlineData("?after=99999999999999999999")]
    public void Value_that_is_not_known_is_ignored(string address) => Assert.Equal(new ListQuery(), Of(address));

    [Fact]
    public void Texts_are_trimmed_and_any_value_sets_its_flag()
    {
        Assert.Equal(new ListQuery { Search = "a b", Client = "cards" }, Of("?q=%20a%20b%20&client=%20cards%20"));
        Assert.Equal(new ListQuery { Contested = true }, Of("?contested="));
        Assert.Equal(new ListQuery { Mismatch = true }, Of("?mismatch=off"));
    }

    [Fact]
    public void Every_member_reaches_the_filter_of_the_store()
    {
        Assert.Equal(
            new TrackedFilter
            {
                TransactionId = "ORDER 1",
                ClientName = "cards",
                State = PaymentState.Captured,
                Status = TrackingStatus.Completed,
                IsContested = true,
                HasMismatch = true,
                TrackedBefore = Sample.Now.AddDays(-1),
                PageSize = 50,
                After = 12,
            },
            FullQuery.ToFilter(Sample.Now));
        Assert.Equal(new TrackedFilter { PageSize = 50 }, new ListQuery().ToFilter(Sample.Now));
        Assert.Equal(
            new TrackedFilter { PageSize = 50, TrackedFrom = Sample.Now.AddHours(-1) },
            new ListQuery { Age = "hour" }.ToFilter(Sample.Now));
    }

    [Theory]
    [InlineData("hour", "Last hour", 1, false)]
    [InlineData("day", "Last 24 hours", 24, false)]
    [InlineData("week", "Last 7 days", 168, false)]
    [InlineData("over-hour", "Older than 1 hour", 1, true)]
    [InlineData("over-day", "Older than 24 hours", 24, true)]
    [InlineData("over-week", "Older than 7 days", 168, true)]
    public void Age_is_a_range_of_times(string name, string text, int hours, bool isOlder)
    {
        var limit = Sample.Now.AddHours(-hours);
        (DateTimeOffset? From, DateTimeOffset? Before) range = isOlder ? (null, limit) : (limit, null);

        Assert.Equal(text, Assert.Single(Ages.All, age => age.Name == name).Text);
        Assert.Equal(range, Ages.Range(name, Sample.Now));
    }

    [Fact]
    public void Ages_have_an_order_and_another_age_is_no_range()
    {
        Assert.Equal(["hour", "day", "week", "over-hour", "over-day", "over-week"], Ages.All.Select(age => age.Name));
        Assert.Equal(default, Ages.Range("year", Sample.Now));
        Assert.Equal(default, Ages.Range(null, Sample.Now));
    }

    [Fact]
    public void Text_of_more_than_256_characters_matches_nothing()
    {
        var (longest, longer) = (new string('x', 256), new string('x', 257));

        Assert.False(new ListQuery().HasNoMatch);
        Assert.False(new ListQuery { Search = longest, Client = longest }.HasNoMatch);
        Assert.True(new ListQuery { Search = longer }.HasNoMatch);
        Assert.True(new ListQuery { Client = longer }.HasNoMatch);
    }

    [Fact]
    public void Another_page_of_everything_is_everything_and_a_filter_is_not()
    {
        Assert.True(new ListQuery().IsEverything);
        Assert.True(new ListQuery { After = 12 }.IsEverything);
        Assert.All(
            ["?q=a", "?client=a", "?state=Unknown", "?status=Active", "?age=day", "?contested=on", "?mismatch=on"],
            address => Assert.False(Of(address).IsEverything));
    }

    private static ListQuery Of(string address) => ListQuery.Of(new QueryCollection(QueryHelpers.ParseQuery(address)));
}
