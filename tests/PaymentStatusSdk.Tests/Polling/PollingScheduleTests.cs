using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.Tests.Polling;

public sealed class PollingScheduleTests
{
    private static readonly PollingSchedule Schedule = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))
    {
        MaxDuration = TimeSpan.FromMinutes(5),
        Jitter = 0.25,
    };

    [Fact]
    public void Default_doubles_up_to_15_seconds_for_two_minutes()
    {
        Assert.Equal([1, 2, 4, 8, 15], PollingSchedule.Default.Delays.Select(delay => delay.TotalSeconds));
        Assert.Equal((TimeSpan.FromMinutes(2), 0d), (PollingSchedule.Default.MaxDuration, PollingSchedule.Default.Jitter));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 10)]
    [InlineData(3, 10)]
    [InlineData(int.MaxValue, 10)]
    public void Last_delay_repeats(int attempts, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Schedule.DelayAfter(attempts, 0));
    }

    [Fact]
    public void Jitter_lengthens_by_its_fraction_at_most()
    {
        Assert.Equal(TimeSpan.FromSeconds(11.25), Schedule.DelayAfter(2, 0.5));
        Assert.Equal(TimeSpan.FromSeconds(12.5), Schedule.DelayAfter(2, 1));
    }

    [Fact]
    public void Delays_are_a_copy()
    {
        var delays = new List<TimeSpan> { TimeSpan.FromSeconds(1) };
        var schedule = new PollingSchedule(delays);
        delays.Clear();

        Assert.Single(schedule.Delays);
    }

    [Fact]
    public void Invalid_schedule_is_rejected_with_the_value()
    {
        Assert.Throws<ArgumentException>("delays", () => new PollingSchedule());
        Assert.Throws<ArgumentNullException>("delays", () => new PollingSchedule(null!));
        Assert.Contains(
            "00:00:00", Assert.Throws<ArgumentException>("delays", () => new PollingSchedule(TimeSpan.Zero)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("delays", () => new PollingSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentException>("delays", () => new PollingSchedule(TimeSpan.FromDays(1.1)));
        Assert.Throws<ArgumentException>(() => Schedule with { MaxDuration = TimeSpan.Zero });
        Assert.Throws<ArgumentException>(() => Schedule with { Jitter = 1.1 });
        Assert.Throws<ArgumentException>(() => Schedule with { Jitter = -0.1 });
        Assert.Throws<ArgumentException>(() => Schedule with { Jitter = double.NaN });
    }

    [Fact]
    public void Limits_of_each_member_are_valid()
    {
        var (tick, day) = (TimeSpan.FromTicks(1), TimeSpan.FromDays(1));

        Assert.Equal([tick, day], new PollingSchedule(tick, day).Delays);
        Assert.Throws<ArgumentException>("delays", () => new PollingSchedule(day + tick));
        Assert.Equal((tick, 0d), (Schedule with { MaxDuration = tick, Jitter = 0 }) is var one ? (one.MaxDuration, one.Jitter) : default);
        Assert.Equal((null, 1d), (Schedule with { MaxDuration = null, Jitter = 1 }) is var two ? (two.MaxDuration, two.Jitter) : default);
        Assert.Throws<ArgumentException>(() => Schedule with { MaxDuration = -tick });
    }

    [Fact]
    public void Text_has_the_delays_and_the_duration()
    {
        Assert.Equal("00:00:01, 00:00:10, ... for 00:05:00", Schedule.ToString());
        Assert.Equal("00:00:01, 00:00:10, ... for an unlimited time", (Schedule with { MaxDuration = null }).ToString());
    }

    [Fact]
    public void Schedules_that_differ_in_one_member_are_not_equal()
    {
        Assert.False(Schedule.Equals(null));
        Assert.NotEqual(Schedule, Schedule with { Jitter = 0.5 });
        PollingSchedule[] others =
        [
            Schedule with { MaxDuration = null },
            Schedule with { Jitter = 0.5 },
            new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)) { MaxDuration = TimeSpan.FromMinutes(5), Jitter = 0.25 },
            new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9)) { MaxDuration = TimeSpan.FromMinutes(5), Jitter = 0.25 },
            new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10))
            {
                MaxDuration = TimeSpan.FromMinutes(5),
                Jitter = 0.25,
            },
        ];
        Assert.All(others, other => Assert.NotEqual(Schedule.GetHashCode(), other.GetHashCode()));
    }

    [Fact]
    public void Schedules_are_equal_by_value()
    {
        var same = new PollingSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))
        {
            MaxDuration = TimeSpan.FromMinutes(5),
            Jitter = 0.25,
        };

        Assert.Equal(Schedule, same);
        Assert.Equal(Schedule.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Schedule, Schedule with { MaxDuration = null });
        Assert.NotEqual(Schedule, new PollingSchedule(TimeSpan.FromSeconds(1)) { MaxDuration = TimeSpan.FromMinutes(5), Jitter = 0.25 });
    }

    [Fact]
    public void Schedule_round_trips_through_json()
    {
        var json = JsonSerializer.Serialize(Schedule, JsonSerializerOptions.Web);

        Assert.Equal("""{"delays":["00:00:01","00:00:10"],"maxDuration":"00:05:00","jitter":0.25}""", json);
        Assert.Equal(Schedule, JsonSerializer.Deserialize<PollingSchedule>(json, JsonSerializerOptions.Web));
    }

    [Fact]
    public void Schedule_is_read_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Delays:0"] = "00:00:01",
            ["Delays:1"] = "00:00:10",
            ["MaxDuration"] = "00:05:00",
            ["Jitter"] = "0.25",
        }).Build();

        Assert.Equal(Schedule, configuration.Get<PollingSchedule>());
    }
}
