using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A call wakes the rows that it is certainly about, and an unsigned one reopens none.</summary>
public sealed class WakeInvariantTests
{
    private static readonly DateTimeOffset Now = ProcessLog.At(20);

    private static readonly WakeRequest Call = new(Now, ProcessLog.At(1_000)) { ClientName = Payment.Client };

    private static readonly WakeRequest Signed = Call with { GatewayKey = Payment.Reference, IsGatewayKeySigned = true };

    private readonly InvariantChecker _checker = new(new InvariantSettings { SeesEveryEvent = true });

    public static TheoryData<WakeRequest, bool> Refused => new()
    {
        { new WakeRequest(Now, Now) { Id = 1 }, true },
        { new WakeRequest(Now, Now) { Id = 2 }, false },
        { Signed, true },
        { Signed with { GatewayKey = "G-1" }, true },
        { Signed with { GatewayKey = "g-2" }, false },
        { Signed with { ClientName = "wallets" }, false },
        { Signed with { Amount = new Money(1, "EUR") }, false },
        { Signed with { IsGatewayKeySigned = false }, false },
        { Call with { MerchantKey = "m-1", IsMerchantKeySigned = true }, true },
        { Call with { MerchantKey = "m-1" }, false },
        { Call with { MerchantKey = "m-1", IsMerchantKeySigned = true, GatewayKey = "g-2", IsGatewayKeySigned = true }, false },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Call_that_is_certainly_about_a_row_and_does_not_wake_it_is_a_violation(WakeRequest call, bool isViolation)
    {
        Track(Payment.Row() with { MerchantReference = "m-1" });

        _checker.Add(new RowNotWoken(Now, 1, call));

        AssertViolation(isViolation, "did not wake it");
    }

    [Fact]
    public void Stopped_row_that_is_not_woken_is_legal()
    {
        Track(Payment.Row());
        _checker.Add(new RowStopped(ProcessLog.At(1), 1, 1));

        _checker.Add(new RowNotWoken(Now, 1, Signed));

        Assert.Empty(_checker.Violations);
    }

    [Theory]
    [InlineData(TrackingStatus.Completed, true, false)]
    [InlineData(TrackingStatus.Completed, false, true)]
    [InlineData(TrackingStatus.Expired, false, true)]
    [InlineData(TrackingStatus.Stopped, true, true)]
    [InlineData(TrackingStatus.Active, false, false)]
    public void Row_that_a_call_must_not_reopen_and_is_woken_is_a_violation(TrackingStatus status, bool isSigned, bool isViolation)
    {
        Track(Payment.Row() with { Status = status });

        Wake(Signed with { IsGatewayKeySigned = isSigned }, dueAt: 20);

        AssertViolation(isViolation, "woke it");
    }

    [Theory]
    [InlineData(TrackingStatus.Completed, 20, 22.9, true)]
    [InlineData(TrackingStatus.Completed, 20, 23, false)]
    [InlineData(TrackingStatus.Active, 40, 22.9, true)]
    [InlineData(TrackingStatus.Active, 40, 23, false)]
    [InlineData(TrackingStatus.Active, 19, 19, false)]
    public void Check_within_the_interval_of_notifications_is_a_violation(
        TrackingStatus status, double next, double dueAt, bool isViolation)
    {
        Track(Payment.Row() with { Status = status, LastCheckedAt = ProcessLog.At(18), NextCheckAt = ProcessLog.At(next) });

        Wake(Signed with { MinInterval = TimeSpan.FromSeconds(5) }, dueAt);

        AssertViolation(isViolation, "makes it due at");
    }

    [Fact]
    public void Row_that_is_woken_during_its_check_keeps_its_lease()
    {
        Track(Payment.Row() with { LastCheckedAt = ProcessLog.At(18) });
        _checker.Add(new CheckClaimed(ProcessLog.At(19), 1, 1, ProcessLog.At(20)));

        Wake(Signed with { MinInterval = TimeSpan.FromSeconds(5) }, dueAt: 20);

        Assert.Empty(_checker.Violations);
    }

    private void Track(TrackedTransaction row) => _checker.Add(new RowEnrolled(ProcessLog.Start, row, 0));

    private void Wake(WakeRequest call, double dueAt) =>
        _checker.Add(new RowWoken(Now, 1) { Request = call, DueAt = ProcessLog.At(dueAt) });

    private void AssertViolation(bool isExpected, string text)
    {
        if (!isExpected) Assert.Empty(_checker.Violations);
        else Assert.Contains(text, Assert.Single(_checker.Violations), StringComparison.Ordinal);
    }
}
