using System.Globalization;
using PaymentStatusSdk.HangDetection;
using PaymentStatusSdk.Testing;
using Xunit.Sdk;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>A run on a fake clock: its tests begin and end at given minutes, and it records how it is ended.</summary>
internal sealed class ScriptedRun : IWatchedRun
{
    // A sequence that never ends the run would wait for ever.
    private const int LastMinute = 120;

    private readonly ManualTimeProvider _clock = new();
    private readonly OpenTests _open;
    private readonly DateTimeOffset _start;
    private bool _hasEnded;

    public ScriptedRun()
    {
        _open = new OpenTests(_clock);
        _start = _clock.GetUtcNow();
        At(LastMinute, () => End(isFailed: false));
    }

    /// <summary>The steps by which the run was ended, with their minutes.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>The texts with which the run was reported and canceled.</summary>
    public List<string> Reports { get; } = [];

    public bool IsDebugged { get; set; }

    public bool IsFailed { get; private set; }

    public void At(double minute, Action action) =>
        _clock.CreateTimer(_ => action(), null, TimeSpan.FromMinutes(minute), Timeout.InfiniteTimeSpan);

    public void At(double minute, IMessageSinkMessage message) => At(minute, () => _open.Note(message));

    /// <summary>Stops the process for a time.</summary>
    public void Stop(TimeSpan time) => _clock.Advance(time);

    public void End(bool isFailed) => (_hasEnded, IsFailed) = (true, isFailed);

    public void Watch(TimeSpan limit) => new HangSequence(_open, this, limit).Watch();

    public bool WaitForEnd(TimeSpan time)
    {
        _clock.Advance(time);
        return _hasEnded;
    }

    public void Report(string report)
    {
        Reports.Add(report);
        Note("report");
    }

    public void Cancel(string report)
    {
        Reports.Add(report);
        Note("cancel");
    }

    public void Kill() => Note("kill");

    private void Note(string step)
    {
        var minute = (_clock.GetUtcNow() - _start).TotalMinutes;
        Steps.Add(string.Create(CultureInfo.InvariantCulture, $"{step} at minute {minute}"));
    }
}
