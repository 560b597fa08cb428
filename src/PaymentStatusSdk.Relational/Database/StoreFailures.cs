using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Relational.Database;

/// <summary>Distinguishes failures of a store.</summary>
internal static class StoreFailures
{
    /// <summary>Whether the same call may succeed later in this process.</summary>
    public static bool MaySucceedLater(TrackingStoreException exception) =>
        exception is { IsTransient: true, InnerException: not ObjectDisposedException };
}
