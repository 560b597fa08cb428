using Xunit.Sdk;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>A silent run is reported and canceled, and killed unless it then fails by itself within a minute.</summary>
public sealed class HangSequenceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly ScriptedRun _run = new();

    [Fact]
    public void Silent_run_is_reported_and_canceled_and_a_minute_later_killed()
    {
        _run.Watch(Limit);

        Assert.Equal(["report at minute 20", "cancel at minute 20", "kill at minute 21"], _run.Steps);
    }

    [Fact]
    public void Report_and_failure_name_the_tests_that_have_begun_and_not_ended()
    {
        _run.At(1, RunMessage.Of<ITestClassStarting>("C"));
        _run.At(2, RunMessage.Of<ITestStarting>("C.A"));
        _run.At(3, RunMessage.Of<ITestFinished>("C.A"));
        _run.At(4, RunMessage.Of<ITestStarting>("C.B"));

        _run.Watch(Limit);

        const string Report =
            "No test has begun or ended for 20 minutes, so the run ends here. Begun and not ended:\n  class C\n  test C.B";
        Assert.Equal([Report, Report], _run.Reports);
    }

    [Fact]
    public void Activity_begins_the_limit_again()
    {
        _run.At(19, RunMessage.Of<ITestStarting>("C.A"));
        _run.At(38, RunMessage.Of<ITestFinished>("C.A"));

        _run.Watch(Limit);

        Assert.Equal(["report at minute 58", "cancel at minute 58", "kill at minute 59"], _run.Steps);
    }

    [Fact]
    public void Run_that_ends_within_the_limit_is_left_alone()
    {
        _run.At(19, () => _run.End(isFailed: false));

        _run.Watch(Limit);

        Assert.Empty(_run.Steps);
    }

    [Fact]
    public void Run_that_fails_within_the_minute_is_not_killed()
    {
        _run.At(20.5, () => _run.End(isFailed: true));

        _run.Watch(Limit);

        Assert.Equal(["report at minute 20", "cancel at minute 20"], _run.Steps);
    }

    // Its exit code would be that of a run in which all tests passed.
    [Fact]
    public void Run_that_ends_within_the_minute_without_a_failure_is_killed()
    {
        _run.At(20.5, () => _run.End(isFailed: false));

        _run.Watch(Limit);

        Assert.Equal("kill at minute 21", _run.Steps[^1]);
    }

    [Fact]
    public void Hour_for_which_the_process_is_stopped_counts_as_one_wait()
    {
        _run.At(6, () => _run.Stop(TimeSpan.FromHours(1)));

        _run.Watch(Limit);

        Assert.Equal("report at minute 80", _run.Steps[0]);
    }

    [Fact]
    public void Run_with_a_debugger_is_left_alone()
    {
        _run.IsDebugged = true;

        _run.Watch(Limit);

        Assert.Empty(_run.Steps);
    }
}
