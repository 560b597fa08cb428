using System.Reflection;
using PaymentStatusSdk.HangDetection;
using PaymentStatusSdk.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>A run in which no test begins or ends any more is ended, and its report names the tests that hang.</summary>
public sealed class HangDetectionTests
{
    private static readonly Dictionary<string, IReadOnlyCollection<string>> NoTraits = new();
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

        silences.Add(SilenceAfter(ClassStarting("C")));
        silences.Add(SilenceAfter(Starting("C.A")));
        silences.Add(SilenceAfter(Output("C.A")));
        silences.Add(SilenceAfter(Finished("C.A")));
        silences.Add(SilenceAfter(ClassFinished("C")));

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
            ClassStarting("C"), Starting("C.A"), Finished("C.A"), Starting("C.B"),
            ClassStarting("D"), ClassStarting("E"), ClassFinished("E"),
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
        foreach (var message in (IMessageSinkMessage[])[Starting("C.A"), Finished("C.A"), Starting("C.B")])
            Assert.True(observed.OnMessage(message));

        Assert.False(watch.Canceled.IsCancellationRequested);
        watch.Cancel("It hangs.");

        Assert.Equal(4, sink.Messages.Count);
        var failure = Assert.IsType<ITestCleanupFailure>(sink.Messages[^1], exactMatch: false);
        Assert.Equal(("C.B", "It hangs."), (failure.TestUniqueID, Assert.Single(failure.Messages)));
        Assert.True(watch.Canceled.IsCancellationRequested);
    }

    private static TestStarting Starting(string name) => new()
    {
        AssemblyUniqueID = "assembly",
        TestCollectionUniqueID = "collection",
        TestClassUniqueID = null,
        TestMethodUniqueID = null,
        TestCaseUniqueID = name,
        TestUniqueID = name,
        TestDisplayName = name,
        Explicit = false,
        StartTime = default,
        Timeout = 0,
        Traits = NoTraits,
    };

    private static TestFinished Finished(string name) => new()
    {
        AssemblyUniqueID = "assembly",
        TestCollectionUniqueID = "collection",
        TestClassUniqueID = null,
        TestMethodUniqueID = null,
        TestCaseUniqueID = name,
        TestUniqueID = name,
        Attachments = new Dictionary<string, TestAttachment>(),
        ExecutionTime = 0,
        FinishTime = default,
        Output = "",
        Warnings = null,
    };

    private static TestOutput Output(string name) => new()
    {
        AssemblyUniqueID = "assembly",
        TestCollectionUniqueID = "collection",
        TestClassUniqueID = null,
        TestMethodUniqueID = null,
        TestCaseUniqueID = name,
        TestUniqueID = name,
        Output = "still here",
    };

    private static TestClassStarting ClassStarting(string name) => new()
    {
        AssemblyUniqueID = "assembly",
        TestCollectionUniqueID = "collection",
        TestClassUniqueID = name,
        TestClassName = name,
        TestClassNamespace = null,
        TestClassSimpleName = name,
        Traits = NoTraits,
    };

    private static TestClassFinished ClassFinished(string name) => new()
    {
        AssemblyUniqueID = "assembly",
        TestCollectionUniqueID = "collection",
        TestClassUniqueID = name,
        ExecutionTime = 0,
        TestsFailed = 0,
        TestsNotRun = 0,
        TestsSkipped = 0,
        TestsTotal = 1,
    };

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
