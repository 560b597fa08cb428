using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A call may succeed later after a transient failure, unless the store of this process is closed.</summary>
public sealed class StoreFailuresTests
{
    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    public void Call_may_succeed_later(bool isTransient, bool isClosed, bool expected)
    {
        Exception cause = isClosed ? new ObjectDisposedException("store") : new InvalidOperationException();

        Assert.Equal(expected, StoreFailures.MaySucceedLater(new TrackingStoreException("failed", isTransient, cause)));
    }

    [Fact]
    public void Cause_of_a_transient_failure_may_be_missing() =>
        Assert.True(StoreFailures.MaySucceedLater(new TrackingStoreException("failed", isTransient: true)));
}
