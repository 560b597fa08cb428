using System.Reflection;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>A store that can only be measured.</summary>
public class MeasuredStore : DispatchProxy
{
    /// <summary>The times of all measurements.</summary>
    public List<DateTimeOffset> Times { get; } = [];

    /// <summary>The figures of the next measurement.</summary>
    public TrackingFigures Figures { get; set; } = new([], null, null, 0);

    /// <summary>The failure of the next measurement; null when there is none.</summary>
    public Exception? Failure { get; set; }

    public static ITrackingStore CreateStore() => Create<ITrackingStore, MeasuredStore>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name != nameof(ITrackingStore.MeasureAsync)) throw new NotSupportedException();
        Times.Add((DateTimeOffset)args![0]!);
        return Failure is null ? Task.FromResult(Figures) : Task.FromException<TrackingFigures>(Failure);
    }
}
