using System.Diagnostics;
using System.Globalization;
using Xunit.Sdk;
using Xunit.v3;

namespace PaymentStatusSdk.HangDetection;

/// <summary>Observes the messages of this process's run, and ends the run with a <see cref="HangSequence"/>.</summary>
/// <remarks>
/// The tests that run are failed and canceled first, so that a test that awaits the token of its context shows where it waits, and fixtures
/// stop their servers.
/// </remarks>
internal sealed class HangWatch : IMessageSink, IWatchedRun, IDisposable
{
    private const string Variable = "PAYMENTSTATUS_HANG_MINUTES";

    // The tests of these runs take hours, and have limits of their own.
    private static readonly string[] LongRuns = ["PAYMENTSTATUS_MANY_INSTANCES", "PAYMENTSTATUS_FUZZ_SECONDS"];

    private readonly OpenTests _open = new(TimeProvider.System);
    private readonly CancellationTokenSource _canceling = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _lock = new();
    private volatile IMessageSink? _inner;
    private volatile bool _isFailed;

    public HangWatch()
    {
        // A thread of its own: tests that block may use up the pool.
        if (Limit() is { } limit)
            new Thread(new HangSequence(_open, this, limit).Watch) { IsBackground = true, Name = nameof(HangWatch) }.Start();
    }

    /// <summary>Canceled when the run hangs.</summary>
    public CancellationToken Canceled => _canceling.Token;

    public bool IsDebugged => Debugger.IsAttached;

    public bool IsFailed => _isFailed;

    /// <summary>Returns this sink, which observes the messages of a run and passes them on.</summary>
    public HangWatch Through(IMessageSink inner)
    {
        _inner = inner;
        return this;
    }

    public bool OnMessage(IMessageSinkMessage message)
    {
        _open.Note(message);
        lock (_lock) return _inner!.OnMessage(message);
    }

    public bool WaitForEnd(TimeSpan time) => _ended.Wait(time);

    public void Report(string report)
    {
        using var error = new StreamWriter(Console.OpenStandardError());
        error.WriteLine(report);
    }

    // Not awaited: the pool may have no thread left, and the sink may block.
    public void Cancel(string report) => _ = Task.Run(() => FailAndCancel(report));

    public void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>Fails the tests that run, and cancels the run.</summary>
    public void FailAndCancel(string report)
    {
        foreach (var test in _open.Running)
        {
            var failure = TestCleanupFailure.FromException(
                new TimeoutException(report), test.AssemblyUniqueID, test.TestCollectionUniqueID, test.TestClassUniqueID,
                test.TestMethodUniqueID, test.TestCaseUniqueID, test.TestUniqueID);
            lock (_lock) _inner!.OnMessage(failure);
            _isFailed = true;
        }

        _ = _canceling.CancelAsync();
    }

    public void Dispose() => _ended.Set();

    private static TimeSpan? Limit()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text)
        {
            return double.TryParse(text, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 1440
                ? TimeSpan.FromMinutes(minutes)
                : throw new InvalidOperationException($"{Variable} must be a number of minutes above 0, at most 1440; it is '{text}'.");
        }

        // Far above the longest test on a slow machine: those with several processes end themselves after 12 minutes.
        if (LongRuns.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 })) return null;
        return TimeSpan.FromMinutes(20);
    }
}
