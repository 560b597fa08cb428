using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The findings about a store, without a database.</summary>
public class StoreRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Clock_of_the_database_is_compared_with_the_middle_of_the_call()
    {
        Assert.Equal(
            DoctorRules.DatabaseClock("store", TimeSpan.FromSeconds(8)),
            DoctorRules.DatabaseClock("store", Now, Now.AddSeconds(12), Now.AddSeconds(-2)));
        Assert.Equal(
            new Finding("store", "clock", FindingLevel.Ok, "The database has no clock of its own: it uses that of the machine."),
            DoctorRules.DatabaseClock("store", Now, Now.AddSeconds(12), reading: null));
    }

    [Fact]
    public void Database_without_levels_runs_one_transaction_at_a_time() => Assert.Equal(
        [new Finding("store", "isolation", FindingLevel.Ok, "The database runs one writing transaction at a time.")],
        DoctorRules.Transactions("store", null));

    [Fact]
    public void Database_that_is_read_only_is_a_problem_beside_its_level()
    {
        Assert.Equal(
            [DoctorRules.Isolation("store", "serializable")], DoctorRules.Transactions("store", ("serializable", IsReadOnly: false)));
        Assert.Equal(
            [
                DoctorRules.Isolation("store", "read committed"),
                new Finding(
                    "store", "writable", FindingLevel.Problem, "The database is read-only: no worker can make checks.",
                    "Connect to the primary server."),
            ],
            DoctorRules.Transactions("store", ("read committed", IsReadOnly: true)));
    }

    [Fact]
    public void Settings_that_cannot_be_read_decide_nothing() => Assert.Equal(
        new Finding(
            "store", "isolation", FindingLevel.Undecided, "The isolation level cannot be read (IOException).",
            "Grant the user the right to read the settings of its session."),
        DoctorRules.Unreadable("store", new IOException("canary-secret")));

    [Fact]
    public void Parked_changes_are_a_problem_with_their_number()
    {
        Assert.Equal(new Finding("store", "deliveries", FindingLevel.Ok, "No change is parked."), StoreExamination.Parked(0));
        Assert.Equal(
            new Finding(
                "store", "deliveries", FindingLevel.Problem, "1 changes are parked.",
                "Fix the handler of your host, and run redeliver for each of them."),
            StoreExamination.Parked(1));
    }

    // The seconds since the oldest check became due, and since the one of a client did; the latest of them counts.
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(300, null, null)]
    [InlineData(300, 300, null)]
    [InlineData(301, null, 5)]
    [InlineData(null, 301, 5)]
    [InlineData(360, 540, 9)]
    [InlineData(480, -60, 8)]
    public void Check_is_late_after_five_minutes(int? oldest, int? ofClient, int? minutes)
    {
        var nextCheckAt = new Dictionary<string, DateTimeOffset> { ["bank"] = Now.AddDays(1) };
        if (ofClient is { } seconds) nextCheckAt["cards"] = Now.AddSeconds(-seconds);
        var figures = new TrackingFigures([], oldest is { } late ? Now.AddSeconds(-late) : null, null, 0) { NextCheckAt = nextCheckAt };

        var finding = StoreExamination.Checks(figures, Now);

        Assert.Equal(
            minutes is null
                ? new Finding("store", "checks", FindingLevel.Ok, "No check is more than five minutes late.")
                : new Finding(
                    "store", "checks", FindingLevel.Problem, $"The oldest check that is due is {minutes} minutes late.",
                    "Check that a host with a worker runs, and that its gateways answer."),
            finding);
    }

    [Fact]
    public void Store_without_payments_has_no_late_check() =>
        Assert.Equal(FindingLevel.Ok, StoreExamination.Checks(new TrackingFigures([], null, null, 0), Now).Level);
}
