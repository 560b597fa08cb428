using System.Reflection;
using PaymentStatusSdk.HangDetection;
using PaymentStatusSdk.Testing;
using Xunit.Sdk;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>A run in which no test begins or ends any more is ended, and its report names the tests that hang.</summary>
public sealed class HangDetectionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Framework_of_the_test_projects_detects_hangs() => Assert.Equal(
        typeof(HangDetectingFramework),
        typeof(HangDetectionTests).Assembly.GetCustomAttribute<TestFrameworkAttribute>()?.FrameworkType);

    [Fact]
    public void Silence_is_the_time_since_something_began_or_ended()
    {
        var open = new OpenTests(_clock);
        var silences = new List<TimeSpan> { SilenceAfter(null) };

        silences.Add(SilenceAfter(RunMessage.Of<ITestClassStarting>("C")));
        silences.Add(SilenceAfter(RunMessage.Of<ITestStarting>("C.A")));
        silences.Add(SilenceAfter(RunMessage.Of<ITestOutput>("C.A")));
        silences.Add(SilenceAfter(RunMessage.Of<ITestFinished>("C.A")));
        silences.Add(SilenceAfter(RunMessage.Of<ITestClassFinished>("C")));

        Assert.Equal([Minute, Minute, Minute, 2 * Minute, Minute, Minute], silences);

        TimeSpan SilenceAfter(IMessageSinkMessage? message)
        {
            if (message is not null) open.Note(message);
            _clock.Advance(Minute);
            return open.Silence;
        }
    }

    [Fact]
    public void Report_names_everything_that_has_begun_and_not_ended()
    {
        var open = new OpenTests(_clock);
        IMessageSinkMessage[] messages =
        [
            RunMessage.Of<ITestClassStarting>("C"),
            RunMessage.Of<ITestStarting>("C.A"),
            RunMessage.Of<ITestFinished>("C.A"),
            RunMessage.Of<ITestStarting>("C.B"),
            RunMessage.Of<ITestClassStarting>("D"),
            RunMessage.Of<ITestClassStarting>("E"),
            RunMessage.Of<ITestClassFinished>("E"),
        ];

        foreach (var message in messages) open.Note(message);

        Assert.Equal(
            "No test has begun or ended for 1.5 minutes, so the run ends here. Begun and not ended:\n  class C\n  class D\n  test C.B",
            open.Describe(1.5 * Minute));
        Assert.Equal("C.B", Assert.Single(open.Running).TestDisplayName);
    }

    [Fact]
    public void Report_without_a_test_says_where_the_run_may_hang() => Assert.EndsWith(
        "Begun and not ended:\n  nothing: tests are being found, or a fixture of the assembly does not start or end",
        new OpenTests(_clock).Describe(Minute),
        StringComparison.Ordinal);

    [Fact]
    public void Tests_that_run_fail_with_the_report_and_the_run_is_canceled()
    {
        var sink = new RecordingSink();
        using var watch = new HangWatch();
        var observed = watch.Through(sink);
        Assert.True(observed.OnMessage(RunMessage.Of<ITestStarting>("C.A")));
        Assert.True(observed.OnMessage(RunMessage.Of<ITestFinished>("C.A")));
        Assert.True(observed.OnMessage(RunMessage.Of<ITestStarting>("C.B")));

        Assert.False(watch.Canceled.IsCancellationRequested);
        Assert.False(watch.IsFailed);
        watch.FailAndCancel("It hangs.");

        Assert.Equal(4, sink.Messages.Count);
        var failure = Assert.IsType<ITestCleanupFailure>(sink.Messages[^1], exactMatch: false);
        Assert.Equal(("C.B", "It hangs."), (failure.TestUniqueID, Assert.Single(failure.Messages)));
        Assert.True(watch.Canceled.IsCancellationRequested);
        Assert.True(watch.IsFailed);
    }

    [Fact]
    public void Run_that_is_canceled_between_tests_has_no_failure()
    {
        using var watch = new HangWatch();

        watch.FailAndCancel("It hangs.");

        Assert.True(watch.Canceled.IsCancellationRequested);
        Assert.False(watch.IsFailed);
    }

    [Fact]
    public void Watch_sees_the_end_of_the_run()
    {
        using var watch = new HangWatch();

        Assert.False(watch.WaitForEnd(TimeSpan.Zero));
        watch.Dispose();
        Assert.True(watch.WaitForEnd(TimeSpan.Zero));
    }

    private sealed class RecordingSink : IMessageSink
    {
        public List<IMessageSinkMessage> Messages { get; } = [];

        public bool OnMessage(IMessageSinkMessage message)
        {
            Messages.Add(message);
            return true;
        }
    }
}
