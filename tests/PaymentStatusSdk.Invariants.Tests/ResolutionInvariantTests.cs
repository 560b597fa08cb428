using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The resolution by a person ends tracking and is reported, and changes nothing that the gateway answered.</summary>
public sealed class ResolutionInvariantTests
{
    private static readonly DateTimeOffset Now = ProcessLog.At(5);

    private readonly InvariantChecker _checker = new(new InvariantSettings { SeesEveryEvent = true });

    [Fact]
    public void Resolution_during_a_check_is_no_violation_and_the_check_is_lost()
    {
        var resolved = Resolved(Claimed());

        _checker.Add(new RowResolved(Now, resolved, 2, Reported(resolved)));
        _checker.Add(new CheckCommitted(ProcessLog.At(6), resolved, 1, CommitOutcome.Lost, []));
        _checker.CheckStored(
            resolved, isLeased: false, [(new PendingChange(Reported(resolved).Id, 1, 1, false, true), DeliveryStatus.Pending, Now)]);

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Check_that_is_written_after_the_resolution_is_a_violation()
    {
        var resolved = Resolved(Claimed());

        _checker.Add(new RowResolved(Now, resolved, 2, Reported(resolved)));
        _checker.Add(new CheckCommitted(ProcessLog.At(6), resolved, 1, CommitOutcome.Written, []));

        Assert.Contains(_checker.Violations, text => text.Contains("under the fencing number 1 was written", StringComparison.Ordinal));
    }

    [Fact]
    public void Resolution_under_the_fencing_number_of_a_running_check_is_a_violation()
    {
        var resolved = Resolved(Claimed());

        _checker.Add(new RowResolved(Now, resolved, 1, Reported(resolved)));

        AssertViolation("resolved under the fencing number 1, after 1");
    }

    [Fact]
    public void Resolved_row_that_stays_active_is_a_violation()
    {
        var resolved = Resolved(Claimed()) with { Status = TrackingStatus.Active };

        _checker.Add(new RowResolved(Now, resolved, 2, Reported(resolved)));

        AssertViolation("was resolved, and is Active");
    }

    [Fact]
    public void Resolution_that_changes_the_verdict_is_a_violation()
    {
        var resolved = Resolved(Claimed().After(Payment.Answer(PaymentState.Captured, finality: Finality.Final), next: 60));

        _checker.Add(new RowResolved(Now, resolved, 2, Reported(resolved)));

        AssertViolation("went from Unknown to Success because a person resolved it");
    }

    [Fact]
    public void Resolution_whose_change_is_of_another_kind_is_a_violation()
    {
        var resolved = Resolved(Claimed());

        _checker.Add(new RowResolved(Now, resolved, 2, resolved.Change()));

        AssertViolation("its change reports Changed");
    }

    [Fact]
    public void Resolution_without_the_next_sequence_number_is_a_violation()
    {
        var resolved = Resolved(Claimed()) with { Sequence = 0 };

        _checker.Add(new RowResolved(Now, resolved, 2, Reported(resolved)));

        AssertViolation("was resolved with change 0 and has sequence 0, after 0");
    }

    /// <summary>Returns a row whose first check runs.</summary>
    private TrackedTransaction Claimed()
    {
        _checker.Add(new RowEnrolled(ProcessLog.Start, Payment.Row(), 0));
        _checker.Add(new CheckClaimed(ProcessLog.At(1), 1, 1, ProcessLog.At(60)));
        return Payment.Row();
    }

    private static TrackedTransaction Resolved(TrackedTransaction row) => row with
    {
        Status = TrackingStatus.Stopped,
        NextCheckAt = null,
        CompletedAt = Now,
        Sequence = 1,
        Resolution = new ManualResolution { Reason = "Paid in cash.", ResolvedBy = "Ana", At = Now },
    };

    private static StatusChange Reported(TrackedTransaction row) => row.Change(StatusChangeKind.Resolved);

    private void AssertViolation(string text) =>
        Assert.Contains(text, Assert.Single(_checker.Violations), StringComparison.Ordinal);
}
