using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Clocks;

/// <summary>The exact limits of the comparisons with the time that processes have noted in the store.</summary>
public class ClockBoundaryTests
{
    private const int MaxGap = 30 * 60;
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    [Fact]
    public void Limits_are_those_of_the_documentation()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), ClockRules.Interval);
        Assert.Equal(TimeSpan.FromMinutes(2), ClockRules.Patience);
        Assert.Equal(TimeSpan.FromMinutes(30), ClockRules.MaxGap);
        Assert.Equal(TimeSpan.FromHours(1), ClockRules.StepPatience);
        Assert.Equal(TimeSpan.FromDays(1), ClockRules.PruneGrace);
    }

    // Seconds from the newest time in the store to a start.
    [Theory]
    [InlineData(MaxGap, nameof(ClockAgreement.Agrees))]
    [InlineData(MaxGap + 1, nameof(ClockAgreement.Settling))]
    [InlineData(-30, nameof(ClockAgreement.Agrees))]
    [InlineData(-31, nameof(ClockAgreement.Differs))]
    public void Start_is_compared_with_the_newest_time(int seconds, string agreement)
    {
        var expected = Enum.Parse<ClockAgreement>(agreement);
        var (state, note) = Compare(new ClockState(), 0, 0, newest: -seconds);

        Assert.Equal(expected, state.Agreement);
        Assert.Equal(expected == ClockAgreement.Agrees ? At(0) : null, note?.NewestAt);
        Assert.Equal(expected == ClockAgreement.Agrees ? null : At(-seconds), state.Earliest?.Time);
    }

    [Fact]
    public void Start_on_a_store_without_a_time_agrees() =>
        Assert.Equal(ClockAgreement.Agrees, Compare(new ClockState(), 0, 0, newest: null).State.Agreement);

    // Seconds that the wall clock has gained in a minute, and how long it is watched; 0 when it is accepted.
    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 120)]
    [InlineData(-30, 0)]
    [InlineData(-31, 120)]
    [InlineData(MaxGap, 120)]
    [InlineData(MaxGap + 1, 3600)]
    public void Step_of_the_wall_clock_is_watched(int step, int patience)
    {
        var (state, note) = Compare(Agreed(), 60 + step, 60, newest: 0);

        Assert.Equal(patience == 0 ? ClockAgreement.Agrees : ClockAgreement.Differs, state.Agreement);
        Assert.Equal(patience, state.Suspicion?.Patience.TotalSeconds ?? 0);
        Assert.Equal(patience == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(step), state.Difference);
        Assert.Equal(patience == 0, note is not null);
        Assert.Null(state.Earliest);
    }

    // Seconds by which the newest time in the store lies before the time that this process has noted.
    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(-31, true)]
    public void Overwritten_time_of_this_process_is_doubtful(int seconds, bool agrees)
    {
        var (state, _) = Compare(Agreed(), 60, 60, newest: -seconds);

        Assert.Equal(agrees ? ClockAgreement.Agrees : ClockAgreement.Differs, state.Agreement);
        Assert.Equal(agrees ? 0 : 60 + seconds, state.Difference.TotalSeconds);
        Assert.Equal(agrees ? null : ClockRules.StepPatience, state.Suspicion?.Patience);
    }

    // Seconds since the last comparison, and from the time that another process has noted since then to the own one. The gap contains the
    // time since the note: a right clock is never refused, and one that differs by more than 30 s is never accepted every 15 s.
    [Theory]
    [InlineData(15, 30, true)]
    [InlineData(15, 31, false)]
    [InlineData(15, -15, true)]
    [InlineData(15, -16, false)]
    [InlineData(12, 30, true)]
    [InlineData(10, 30, true)]
    [InlineData(10, 31, false)]
    [InlineData(10, -20, true)]
    [InlineData(10, -21, false)]
    [InlineData(60, 75, true)]
    [InlineData(60, 76, false)]
    [InlineData(60, -15, true)]
    [InlineData(60, -16, false)]
    [InlineData(110, 75, true)]
    [InlineData(110, 76, false)]
    [InlineData(110, -15, true)]
    [InlineData(110, -16, false)]
    public void Time_of_another_process_decides_a_suspicion(int later, int seconds, bool agrees)
    {
        var (state, note) = Compare(Started(), later, later, newest: later - seconds);

        Assert.Equal(agrees ? ClockAgreement.Agrees : ClockAgreement.Differs, state.Agreement);
        Assert.Equal(agrees ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds), state.Difference);
        Assert.Equal(agrees, state.Suspicion is null);
        Assert.Equal((agrees ? At(later) : null, null), (note?.NewestAt, state.PruneFrom));
        // The time of the other process is the new measure, and the patience starts again.
        if (!agrees) Assert.Equal((At(later), At(later - seconds), ClockRules.Patience), Watched(state));
    }

    // Seconds of the last comparison, and seconds of the next one: only the time between the two counts.
    [Theory]
    [InlineData(100, 105)]
    [InlineData(60, 75)]
    public void Time_of_another_process_was_noted_after_the_last_comparison(int last, int next)
    {
        var watched = Compare(Started(), last, last, newest: -MaxGap - 1).State;

        Assert.Equal(ClockAgreement.Differs, Compare(watched, next, next, newest: next - 31).State.Agreement);
        Assert.Equal(ClockAgreement.Agrees, Compare(watched, next, next, newest: next - 30).State.Agreement);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(30, 15)]
    [InlineData(119, 59.5)]
    [InlineData(122, 60)]
    [InlineData(600, 60)]
    public void Doubtful_time_is_compared_twice_within_the_allowed_difference(int max, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ClockRules.WatchInterval(TimeSpan.FromSeconds(max)));

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void Suspicion_ends_after_its_patience(int seconds, bool isAccepted)
    {
        var (state, note) = Compare(Started(), seconds, seconds, newest: -MaxGap - 1);

        Assert.Equal(isAccepted ? ClockAgreement.Agrees : ClockAgreement.Settling, state.Agreement);
        Assert.Equal(isAccepted ? At(seconds) + ClockRules.PruneGrace : null, state.PruneFrom);
        Assert.Equal(isAccepted, state.Earliest is null);
        Assert.Equal(isAccepted ? (At(seconds), At(seconds)) : (null, null), (note?.NewestAt, note?.AcceptedAt));
    }

    // Seconds that the wall clock gains while it is watched.
    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    [InlineData(-31, true)]
    public void Second_step_starts_the_patience_again(int step, bool isSuspected)
    {
        var (state, _) = Compare(Started(), 60 + step, 60, newest: -MaxGap - 1);

        Assert.Equal((isSuspected ? At(60 + step) : At(0), ClockRules.Patience), (Watched(state).Own, Watched(state).Patience));
        Assert.Equal(MaxGap + 1 + (isSuspected ? step : 0), state.Difference.TotalSeconds);
    }

    // Its time is then as long after the newest time as the process has run, so only the step shows that the clock is wrong.
    [Fact]
    public void Start_whose_clock_is_set_back_to_the_newest_time_differs()
    {
        var (state, _) = Compare(Started(), 60 - MaxGap - 1, 60, newest: -MaxGap - 1);

        Assert.Equal((ClockAgreement.Differs, TimeSpan.Zero), (state.Agreement, state.Difference));
    }

    // Seconds that the wall clock differs from the time before a step, and seconds by which the newest time lies before the noted one.
    [Theory]
    [InlineData(30, 0, true)]
    [InlineData(31, 0, false)]
    [InlineData(-30, 0, true)]
    [InlineData(-31, 0, false)]
    [InlineData(0, 30, true)]
    [InlineData(0, 31, false)]
    public void Clock_that_returns_to_the_time_before_its_step_agrees_at_once(int difference, int overwritten, bool agrees)
    {
        var stepped = Compare(Agreed(), 60 + 3_600, 60, newest: -overwritten).State;

        var (state, _) = Compare(stepped, 120 + difference, 120, newest: -overwritten);

        Assert.Equal(agrees ? ClockAgreement.Agrees : ClockAgreement.Differs, state.Agreement);
        Assert.Null(state.PruneFrom);
    }

    // Another process notes a time that differs; then the wall clock is set by some seconds, and the other process ends.
    [Theory]
    [InlineData(0)]
    [InlineData(-3_600)]
    public void Clock_that_another_process_contradicts_does_not_agree_because_it_returns(int step)
    {
        var stepped = Compare(Agreed(), 60 + 3_600, 60, newest: 0).State;
        var contradicted = Compare(stepped, 75 + 3_600, 75, newest: 70).State;
        var set = Compare(contradicted, 90 + 3_600 + step, 90, newest: 70).State;

        Assert.Equal(ClockAgreement.Differs, set.Agreement);
        Assert.Equal(ClockAgreement.Differs, Compare(set, 105, 105, newest: 70).State.Agreement);
        Assert.Equal(ClockAgreement.Agrees, Compare(set, 105, 105, newest: 95).State.Agreement);
    }

    [Fact]
    public void Store_that_loses_its_time_does_not_contradict_an_even_clock()
    {
        var (state, note) = Compare(Agreed(), 60, 60, newest: null);

        Assert.Equal((ClockAgreement.Agrees, At(60)), (state.Agreement, note?.NewestAt));
    }

    // A process has a reliable time but has noted none, when the store had a clock of its own before.
    [Fact]
    public void Process_that_has_noted_no_time_is_not_contradicted_by_the_newest_one()
    {
        var state = Agreed() with { NotedAt = null };

        Assert.Equal(ClockAgreement.Agrees, Compare(state, 60, 60, newest: -MaxGap).State.Agreement);
        var stepped = Compare(state, 60 + 3_600, 60, newest: -MaxGap).State;
        Assert.Equal(ClockAgreement.Differs, stepped.Agreement);
        Assert.Equal(ClockAgreement.Agrees, Compare(stepped, 120, 120, newest: -MaxGap).State.Agreement);
    }

    // Seconds since a small step.
    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void Step_on_a_store_without_a_time_is_accepted_after_its_patience(int seconds, bool isAccepted)
    {
        var stepped = Compare(Agreed(), 60 + 31, 60, newest: null).State;

        var (state, note) = Compare(stepped, 60 + 31 + seconds, 60 + seconds, newest: null);

        Assert.Equal(isAccepted ? ClockAgreement.Agrees : ClockAgreement.Differs, state.Agreement);
        Assert.Equal(isAccepted ? At(60 + 31 + seconds) : null, note?.AcceptedAt);
    }

    // Seconds from the first time that another process notes to the own one.
    [Theory]
    [InlineData(75, nameof(ClockAgreement.Agrees))]
    [InlineData(76, nameof(ClockAgreement.Differs))]
    public void First_time_in_the_store_decides_a_suspicion(int seconds, string agreement)
    {
        var stepped = Compare(Agreed(), 60 + 31, 60, newest: null).State;

        var (state, _) = Compare(stepped, 120 + 31, 120, newest: 120 + 31 - seconds);

        Assert.Equal(Enum.Parse<ClockAgreement>(agreement), state.Agreement);
    }

    [Fact]
    public void Store_that_loses_its_time_decides_no_suspicion()
    {
        var (state, note) = Compare(Started(), 60, 60, newest: null);

        Assert.Equal((ClockAgreement.Settling, null), (state.Agreement, note));
    }

    [Fact]
    public void Clock_that_returns_agrees_at_once_on_a_store_that_has_lost_its_time()
    {
        var stepped = Compare(Agreed(), 60 + 3_600, 60, newest: 0).State;

        Assert.Equal(ClockAgreement.Agrees, Compare(stepped, 120, 120, newest: null).State.Agreement);
    }

    [Fact]
    public void Nothing_is_deleted_for_a_day_after_a_time_was_accepted_by_any_process()
    {
        var store = new StoreTime { NewestAt = At(0), AcceptedAt = At(-5) };

        var (state, note) = ClockRules.Compare(new ClockState(), new ClockReading(At(0), TimeSpan.Zero, TimeSpan.Zero, store), Max);

        Assert.Equal((At(-5) + ClockRules.PruneGrace, store), (state.PruneFrom, note));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(-10, 10)]
    public void Time_of_a_doubtful_start_is_not_before_the_newest_time(int own, int expected)
    {
        var state = new ClockState { Earliest = new ClockPoint(At(0), TimeSpan.FromSeconds(5)) };

        Assert.Equal(At(expected), state.BestAt(TimeSpan.FromSeconds(15), At(own)));
        Assert.Equal(At(own), new ClockState().BestAt(TimeSpan.FromSeconds(15), At(own)));
        Assert.Equal(At(60), Agreed().BestAt(TimeSpan.FromSeconds(60), At(own)));
        Assert.Null(state.At(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(20, false, 20)]
    [InlineData(20, true, 10)]
    [InlineData(-10, true, 10)]
    public void Time_of_a_doubtful_start_is_that_of_the_process_that_contradicts_it(int own, bool isContradicted, int expected)
    {
        var point = new ClockPoint(At(0), TimeSpan.FromSeconds(5));
        var suspicion = new ClockSuspicion(point, At(0), ClockRules.Patience, point.Elapsed, isContradicted);
        var elapsed = TimeSpan.FromSeconds(15);

        Assert.Equal(At(expected), new ClockState { Earliest = point, Suspicion = suspicion }.BestAt(elapsed, At(own)));
        Assert.Equal(At(own), new ClockState { Suspicion = suspicion }.BestAt(elapsed, At(own)));
        Assert.Equal(At(15), (Agreed() with { Suspicion = suspicion }).BestAt(elapsed, At(own)));
        Assert.Equal(
            At(isContradicted ? 10 : 15), (Agreed() with { Earliest = point, Suspicion = suspicion }).BestAt(elapsed, At(own)));
    }

    [Fact]
    public void Process_whose_noted_time_was_replaced_uses_the_time_of_the_process_that_contradicts_it()
    {
        var replaced = Compare(Agreed(), 60, 60, newest: -3_600).State;
        var contradicted = Compare(replaced, 75, 75, newest: -3_590).State;

        Assert.Equal((null, At(60)), (replaced.Earliest, replaced.BestAt(TimeSpan.FromSeconds(60), At(60))));
        Assert.Equal(new ClockPoint(At(-3_590), TimeSpan.FromSeconds(75)), contradicted.Earliest);
        Assert.Equal(At(-3_585), contradicted.BestAt(TimeSpan.FromSeconds(80), At(80)));
        // The own clock jumps. The time of the other process continues from the comparison at which it was first read.
        var stepped = Compare(contradicted, 130, 90, newest: -3_590).State;
        Assert.Equal((At(130), contradicted.Earliest), (stepped.Suspicion!.Own.Time, stepped.Earliest));
        Assert.Equal(
            new ClockPoint(At(-3_530), TimeSpan.FromSeconds(120)), Compare(stepped, 160, 120, newest: -3_530).State.Earliest);
        Assert.Null(Compare(stepped, 260, 120, newest: null).State.Earliest);
    }

    [Fact]
    public void Newest_time_at_a_doubtful_start_continues_from_the_comparison_at_which_it_was_read()
    {
        var stepped = Compare(Started(), 60 + 31, 60, newest: -MaxGap - 1).State;

        Assert.Equal((At(91), Started().Earliest), (stepped.Suspicion!.Own.Time, stepped.Earliest));
    }

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    private static (DateTimeOffset Own, DateTimeOffset? Newest, TimeSpan Patience) Watched(ClockState state) =>
        (state.Suspicion!.Own.Time, state.Suspicion.NewestAt, state.Suspicion.Patience);

    /// <summary>A process whose clock agreed at its start, when it noted its time.</summary>
    private static ClockState Agreed() => Compare(new ClockState(), 0, 0, newest: 0).State;

    /// <summary>A process that started long after the newest time in the store.</summary>
    private static ClockState Started() => Compare(new ClockState(), 0, 0, newest: -MaxGap - 1).State;

    private static (ClockState State, StoreTime? Note) Compare(ClockState state, int own, int elapsed, int? newest) => ClockRules.Compare(
        state,
        new ClockReading(
            At(own), TimeSpan.Zero, TimeSpan.FromSeconds(elapsed), new StoreTime { NewestAt = newest is { } seconds ? At(seconds) : null }),
        Max);
}
