using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Clocks;

public class ClockRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private TimeSpan _passed;
    private StoreTime _store = new();

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(-30, true)]
    [InlineData(31, false)]
    [InlineData(-31, false)]
    [InlineData(31 * 86_400, false)]
    public void Clock_of_the_database_is_the_measure(int secondsAhead, bool agrees)
    {
        var instance = new Instance(this) { Skew = TimeSpan.FromSeconds(secondsAhead) };
        _store = new StoreTime { Now = Start };

        instance.Compare();

        Assert.Equal(agrees ? ClockAgreement.Agrees : ClockAgreement.Differs, instance.State.Agreement);
        Assert.Equal(TimeSpan.FromSeconds(secondsAhead), instance.State.Difference);
        Assert.Equal(Start, instance.Now);
        _passed += Minute;
        Assert.Equal(Start + Minute, instance.Now);
        Assert.Equal(_store, new StoreTime { Now = Start });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(40)]
    public void Slow_database_answer_is_not_a_clock_difference(int seconds)
    {
        var reading = new ClockReading(
            Start, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40), new StoreTime { Now = Start.AddSeconds(seconds) });

        var (state, _) = ClockRules.Compare(new ClockState(), reading, Max);

        Assert.Equal((ClockAgreement.Agrees, TimeSpan.Zero), (state.Agreement, state.Difference));
    }

    [Fact]
    public void First_process_on_a_store_records_its_time()
    {
        var instance = new Instance(this);

        instance.Compare();

        Assert.Equal(ClockAgreement.Agrees, instance.State.Agreement);
        Assert.Equal(new StoreTime { NewestAt = Start }, _store);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(31 * 24 * 60)]
    [InlineData(200 * 24 * 60)]
    public void Forward_clock_jump_in_a_running_process_is_ignored_until_the_clock_returns(int minutes)
    {
        var instance = new Instance(this);
        instance.Compare();
        instance.Skew = TimeSpan.FromMinutes(minutes);

        for (var i = 0; i < 30; i++)
        {
            instance.CompareLater();
            Assert.Equal(ClockAgreement.Differs, instance.State.Agreement);
            Assert.Equal(Start + _passed, instance.Now);
        }

        Assert.Equal(Start, _store.NewestAt);
        instance.Skew = TimeSpan.Zero;
        instance.CompareLater();
        Assert.Equal((ClockAgreement.Agrees, null), (instance.State.Agreement, _store.AcceptedAt));
    }

    [Fact]
    public void Clock_that_runs_evenly_for_an_hour_after_a_jump_is_accepted_and_delays_deletion_by_a_day()
    {
        var instance = new Instance(this);
        instance.Compare();
        instance.Skew = TimeSpan.FromDays(31);
        instance.CompareLater();

        for (var i = 0; i < 59; i++) instance.CompareLater();
        Assert.Equal(ClockAgreement.Differs, instance.State.Agreement);
        instance.CompareLater();

        Assert.Equal(ClockAgreement.Agrees, instance.State.Agreement);
        Assert.Equal(instance.Own + ClockRules.PruneGrace, instance.State.PruneFrom);
        var restarted = new Instance(this) { Skew = instance.Skew };
        restarted.CompareLater();
        Assert.Equal((ClockAgreement.Agrees, instance.State.PruneFrom), (restarted.State.Agreement, restarted.State.PruneFrom));
    }

    // A machine that was suspended for some minutes is indistinguishable from a clock that jumped.
    [Theory]
    [InlineData(-60)]
    [InlineData(1)]
    [InlineData(30)]
    public void Clock_set_back_or_jumping_slightly_is_accepted_after_two_minutes_without_other_processes(int minutes)
    {
        var instance = new Instance(this);
        instance.Compare();
        instance.Skew = TimeSpan.FromMinutes(minutes);

        instance.CompareLater();
        Assert.Equal((ClockAgreement.Differs, instance.Skew), (instance.State.Agreement, instance.State.Difference));
        instance.CompareLater();
        instance.CompareLater();

        Assert.Equal((ClockAgreement.Agrees, instance.Own + ClockRules.PruneGrace), (instance.State.Agreement, instance.State.PruneFrom));
        Assert.Equal(instance.Own, _store.NewestAt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Restart_works_immediately(int minutes)
    {
        _store = new StoreTime { NewestAt = Start.AddMinutes(-minutes) };
        var instance = new Instance(this);

        instance.Compare();

        Assert.Equal((ClockAgreement.Agrees, null), (instance.State.Agreement, instance.State.PruneFrom));
    }

    [Fact]
    public void Start_after_a_long_downtime_works_within_two_minutes_and_delays_deletion_by_a_day()
    {
        _store = new StoreTime { NewestAt = Start.AddDays(-3) };
        var instance = new Instance(this);

        instance.Compare();
        Assert.Equal((ClockAgreement.Settling, TimeSpan.FromDays(3)), (instance.State.Agreement, instance.State.Difference));
        instance.CompareLater();
        Assert.Equal(ClockAgreement.Settling, instance.State.Agreement);
        instance.CompareLater();

        Assert.Equal((ClockAgreement.Agrees, instance.Own + ClockRules.PruneGrace), (instance.State.Agreement, instance.State.PruneFrom));
    }

    [Fact]
    public void Two_processes_that_start_after_a_long_downtime_both_work()
    {
        _store = new StoreTime { NewestAt = Start.AddDays(-3) };
        Instance[] instances = [new(this), new(this)];
        for (var i = 0; i < 4; i++)
        {
            Array.ForEach(instances, instance => instance.Compare());
            _passed += Minute;
        }

        Assert.All(instances, instance => Assert.Equal(ClockAgreement.Agrees, instance.State.Agreement));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    [InlineData(-60)]
    [InlineData(24 * 60)]
    [InlineData(200 * 24 * 60)]
    public void Process_that_starts_with_a_wrong_clock_beside_a_running_one_stops_working_and_the_other_continues(int minutes)
    {
        var right = new Instance(this);
        right.Compare();
        var wrong = new Instance(this) { Skew = TimeSpan.FromMinutes(minutes) };
        wrong.Compare();

        for (var i = 0; i < 200; i++)
        {
            _passed += Minute;
            right.Compare();
            wrong.Compare();
            Assert.Equal(ClockAgreement.Agrees, right.State.Agreement);
            if (i > 2) Assert.Equal(ClockAgreement.Differs, wrong.State.Agreement);
        }

        Assert.Null(_store.AcceptedAt);
        wrong.Skew = TimeSpan.Zero;
        for (var i = 0; i < 3; i++)
        {
            _passed += Minute;
            right.Compare();
            wrong.Compare();
        }

        Assert.Equal(ClockAgreement.Agrees, wrong.State.Agreement);
    }

    // Seconds that the clock of the doubtful process is wrong, and the second of each minute in which the other one compares its clock.
    public static MatrixTheoryData<int, int> Differences =>
        new([-600, -91, -46, -31, -15, 0, 15, 31, 46, 70, 91, 600], [0, 1, 14, 29, 44, 59]);

    [Theory]
    [MemberData(nameof(Differences))]
    public void Doubtful_clock_beside_a_working_process_agrees_only_with_an_allowed_difference(int seconds, int phase)
    {
        var right = new Instance(this);
        right.Compare();
        var doubtful = new Instance(this) { Skew = TimeSpan.FromMinutes(-5) };
        doubtful.Compare();
        doubtful.Skew = TimeSpan.FromSeconds(seconds);

        for (var passed = 1; passed <= 600; passed++)
        {
            _passed += TimeSpan.FromSeconds(1);
            if (passed % 60 == phase) right.Compare();
            if (passed % (doubtful.State.Suspicion is null ? 60 : 15) == 0) doubtful.Compare();
            Assert.Equal(ClockAgreement.Agrees, right.State.Agreement);
        }

        Assert.Equal(Math.Abs(seconds) <= 15 ? ClockAgreement.Agrees : ClockAgreement.Differs, doubtful.State.Agreement);
        Assert.Null(_store.AcceptedAt);
    }

    // Seconds that the clock of a new process is ahead, and the second of each minute in which the other one compares its clock.
    public static MatrixTheoryData<int, int> Leads => new([91, 120, 300, 600, 1_700], [0, 1, 14, 29, 44, 59]);

    [Theory]
    [MemberData(nameof(Leads))]
    public void Process_that_starts_with_a_wrong_clock_never_works_again_after_another_one_has_contradicted_it(int seconds, int phase)
    {
        var right = new Instance(this);
        right.Compare();
        var wrong = new Instance(this) { Skew = TimeSpan.FromSeconds(seconds) };
        wrong.Compare();
        Assert.Equal(ClockAgreement.Agrees, wrong.State.Agreement);

        for (var passed = 1; passed <= 7_200; passed++)
        {
            _passed += TimeSpan.FromSeconds(1);
            if (passed % 60 == phase) right.Compare();
            if (passed % (wrong.State.Suspicion is null ? 60 : 15) == 0) wrong.Compare();
            Assert.Equal(ClockAgreement.Agrees, right.State.Agreement);
            if (passed > 120) Assert.Equal(ClockAgreement.Differs, wrong.State.Agreement);
        }
    }

    private sealed class Instance(ClockRulesTests world)
    {
        private readonly TimeSpan _started = world._passed;

        public ClockState State { get; private set; } = new();

        public TimeSpan Skew { get; set; }

        public DateTimeOffset Own => Start + world._passed + Skew;

        public DateTimeOffset? Now => State.At(world._passed - _started);

        public void CompareLater()
        {
            world._passed += Minute;
            Compare();
        }

        public void Compare()
        {
            (State, var note) =
                ClockRules.Compare(State, new ClockReading(Own, TimeSpan.Zero, world._passed - _started, world._store), Max);
            if (note is not null) world._store = note;
        }
    }
}
