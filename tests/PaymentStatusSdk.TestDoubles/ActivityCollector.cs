using System.Collections.Concurrent;
using System.Diagnostics;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>
/// Collects every stopped activity of one source. Activity sources are process-wide: filter by a tag when tests run in parallel.
/// </summary>
public sealed class ActivityCollector : IDisposable
{
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;

    public ActivityCollector(string sourceName)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == sourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<Activity> Stopped => _stopped;

    public IReadOnlyList<Activity> Having(string tag, string value) => [.. _stopped.Where(a => value.Equals(a.GetTagItem(tag)))];

    public void Dispose() => _listener.Dispose();
}
