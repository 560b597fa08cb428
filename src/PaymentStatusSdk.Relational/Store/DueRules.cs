using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Decides when a row of payment_tracked is due.</summary>
internal static class DueRules
{
    /// <summary>Returns when a row is due. An active row always has a time; otherwise it would never be checked again.</summary>
    public static DateTimeOffset? DueAt(TrackedTransaction row) => row.Status switch
    {
        TrackingStatus.Active => row.NextCheckAt ?? row.TrackedAt,
        TrackingStatus.Completed => row.NextCheckAt,
        _ => null,
    };
}
