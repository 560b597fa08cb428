using PaymentStatusSdk.Dashboard.Figures;

namespace PaymentStatusSdk.Dashboard.Tests.Figures;

public sealed class CheckHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    private readonly CheckHistory _history = new();

    [Fact]
    public void Intervals_are_separate_and_the_oldest_is_first()
    {
        _history.Add(Start, isFailure: false);
        _history.Add(Start + TimeSpan.FromSeconds(299), isFailure: true);
        _history.Add(Start + TimeSpan.FromSeconds(300), isFailure: false);
        _history.AddLag(Start, TimeSpan.FromSeconds(2));
        _history.AddLag(Start, TimeSpan.FromSeconds(1));

        var read = _history.Read(Start + TimeSpan.FromMinutes(5));

        Assert.Equal(CheckHistory.Count, read.Count);
        Assert.Equal((1, 0, TimeSpan.Zero), (read[^1].Checks, read[^1].Failures, read[^1].MaxLag));
        Assert.Equal((2, 1, TimeSpan.FromSeconds(2)), (read[^2].Checks, read[^2].Failures, read[^2].MaxLag));
        Assert.Equal(3, read.Sum(one => one.Checks));
    }

    [Fact]
    public void Intervals_before_the_last_six_hours_are_forgotten()
    {
        _history.Add(Start, isFailure: false);

        Assert.Equal(1, _history.Read(Start + (CheckHistory.Count - 1) * CheckHistory.Interval)[0].Checks);
        Assert.Equal(0, _history.Read(Start + CheckHistory.Count * CheckHistory.Interval).Sum(one => one.Checks));
        _history.Add(Start + CheckHistory.Count * CheckHistory.Interval, isFailure: false);
        Assert.Equal(1, _history.Read(Start + CheckHistory.Count * CheckHistory.Interval).Sum(one => one.Checks));
    }

    [Fact]
    public void Clock_that_is_set_back_loses_no_newer_interval()
    {
        var later = Start + CheckHistory.Count * CheckHistory.Interval;
        _history.Add(later, isFailure: false);
        _history.Add(Start, isFailure: false);

        Assert.Equal(1, _history.Read(later)[^1].Checks);
    }

    [Fact]
    public void Interval_is_five_minutes_and_the_history_six_hours()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), CheckHistory.Interval);
        Assert.Equal(72, CheckHistory.Count);
        var numbers = _history.Read(Start).Select(one => one.Number).ToList();
        var last = Start.UtcTicks / TimeSpan.FromMinutes(5).Ticks;

        Assert.Equal(Enumerable.Range(0, 72).Select(index => last - 71 + index), numbers);
    }

    [Fact]
    public void Delay_does_not_count_as_a_check_and_the_longest_is_kept()
    {
        _history.AddLag(Start, TimeSpan.FromSeconds(1));
        _history.AddLag(Start, TimeSpan.FromSeconds(3));
        _history.AddLag(Start, TimeSpan.FromSeconds(2));

        var last = _history.Read(Start)[^1];
        Assert.Equal((0, 0, TimeSpan.FromSeconds(3)), (last.Checks, last.Failures, last.MaxLag));
    }
}
