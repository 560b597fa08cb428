using System.Diagnostics;
using System.Globalization;
using Xunit.Sdk;
using Xunit.v3;

namespace PaymentStatusSdk.HangDetection;

/// <summary>Ends the run when no test has begun or ended for a long time, and names the tests that run.</summary>
/// <remarks>
/// First it fails these tests and cancels the run, so that a test that awaits the token of its context shows where it waits, and fixtures
/// stop their servers. After a minute it kills the process.
/// </remarks>
internal sealed class HangWatch : IMessageSink, IDisposable
{
    private const string Variable = "PAYMENTSTATUS_HANG_MINUTES";
    private const int Waits = 20;

    // The tests of these runs take hours, and have limits of their own.
    private static readonly string[] LongRuns = ["PAYMENTSTATUS_MANY_INSTANCES", "PAYMENTSTATUS_FUZZ_SECONDS"];

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly OpenTests _open = new(TimeProvider.System);
    private readonly CancellationTokenSource _canceling = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _lock = new();
    private volatile IMessageSink? _inner;
    private volatile bool _isReported;

    public HangWatch()
    {
        // A thread of its own: tests that block may use up the pool.
        if (Limit() is { } limit) new Thread(() => Watch(limit)) { IsBackground = true, Name = nameof(HangWatch) }.Start();
    }

    /// <summary>Canceled when the run hangs.</summary>
    public CancellationToken Canceled => _canceling.Token;

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

    /// <summary>Fails the tests that run, and cancels the run.</summary>
    public void Cancel(string report)
    {
        foreach (var test in _open.Running)
        {
            var failure = TestCleanupFailure.FromException(
                new TimeoutException(report), test.AssemblyUniqueID, test.TestCollectionUniqueID, test.TestClassUniqueID,
                test.TestMethodUniqueID, test.TestCaseUniqueID, test.TestUniqueID);
            lock (_lock) _inner!.OnMessage(failure);
            _isReported = true;
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

    private void Watch(TimeSpan limit)
    {
        // Waits are counted, because a process that was stopped for a long time has been silent for as long.
        var silent = 0;
        while (!_ended.Wait(limit / Waits))
        {
            silent = Debugger.IsAttached || _open.Silence < limit / Waits ? 0 : silent + 1;
            if (silent < Waits) continue;
            var report = _open.Describe(limit);
            using (var error = new StreamWriter(Console.OpenStandardError())) error.WriteLine(report);
            // Not awaited: the pool may have no thread left, and the sink may block.
            _ = Task.Run(() => Cancel(report));
            // A failure that was reported makes the exit code of a run that ends by itself an error.
            if (_ended.Wait(Grace) && _isReported) return;
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
