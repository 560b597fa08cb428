using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The checker of event logs finds planted faults, and accepts what merely looks like one.</summary>
public sealed class LogMergeTests : IDisposable
{
    private static readonly TrackedTransaction Pending = Payment.Row().After(Payment.Answer(PaymentState.Pending), next: 20, sequence: 1);
    private static readonly TrackedTransaction Paid =
        Pending.After(Payment.Answer(PaymentState.Captured, 21, Finality.Final), next: 40, sequence: 2).Completed();

    private static readonly StatusChange First = Pending.Change();
    private static readonly StatusChange Second = Paid.Change();

    private readonly string _folder = Directory.CreateTempSubdirectory("paymentstatus-log-").FullName;
    private readonly ProcessLog _a = new("a");
    private readonly ProcessLog _b = new("b");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_without_a_fault_has_no_violation()
    {
        ChecksTwice();
        _a.Delivers(3, 4, First, 1);
        _b.Delivers(23, 24, Second, 1);

        Assert.Empty(Check());
    }

    [Fact]
    public void Verdict_without_an_answer_is_found()
    {
        _a.Claims(1, 1, 1).Answers(1.5, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(2, 2.1, Pending, 1, changes: First);
        _b.Claims(21, 1, 2, checks: 1).Answers(21.5, 1, 2, Payment.Answer(PaymentState.Pending, 21))
            .Commits(22, 22.1, Paid, 2, changes: Second);
        _a.Delivers(3, 4, First, 1).Delivers(23, 24, Second, 1);

        AssertFound("reads Success, and no answer");
    }

    [Fact]
    public void Handlers_that_overlap_before_the_end_of_the_lease_are_found()
    {
        ChecksTwice();
        _a.ClaimsChange(23, First, 1).Handles(23.1, First, 1).HasHandled(28, First, 1).CommitsDelivery(28.1, 28.2, First, 1);
        _b.ClaimsChange(24, First, 2, hasExpiredLease: true).Handles(24.1, First, 2).HasHandled(25, First, 2)
            .CommitsDelivery(25.1, 25.2, First, 2).Delivers(29, 30, Second, 1);

        AssertFound("was delivered while a handler of change 1 ran");
    }

    [Fact]
    public void Handlers_may_overlap_after_the_end_of_the_lease()
    {
        ChecksTwice();
        // The lease ends at 33, and the process sees that only at 36.
        _a.ClaimsChange(23, First, 1).Handles(23.1, First, 1).HasHandled(36, First, 1);
        _b.ClaimsChange(33.5, First, 2, hasExpiredLease: true).Handles(33.6, First, 2).HasHandled(34, First, 2)
            .CommitsDelivery(34.1, 34.2, First, 2).Delivers(37, 38, Second, 1);

        Assert.Empty(Check());
    }

    [Fact]
    public void Next_change_that_is_handled_before_the_end_of_the_lease_is_found()
    {
        ChecksTwice();
        // The change is released while its handler runs, so the next one can be claimed.
        _a.ClaimsChange(23, First, 1).Handles(23.1, First, 1).CommitsDelivery(24, 24.1, First, 1).HasHandled(28, First, 1);
        _b.Delivers(25, 26, Second, 1);

        AssertFound("was delivered while a handler of change 1 ran");
    }

    [Fact]
    public void Release_before_the_end_of_the_handler_is_found()
    {
        ChecksTwice();
        _a.ClaimsChange(23, First, 1).Handles(23.1, First, 1)
            .CommitsDelivery(24, 24.1, First, 1, DeliveryStatus.Pending).HasHandled(28, First, 1);
        _b.Delivers(40, 41, First, 2).Delivers(42, 43, Second, 1);

        AssertFound("was committed while its handler ran");
    }

    [Fact]
    public void Handler_of_a_killed_process_ends_with_it()
    {
        ChecksTwice();
        _a.ClaimsChange(23, First, 1).Handles(23.1, First, 1);
        _b.ClaimsChange(34, First, 2, hasExpiredLease: true).Handles(34.1, First, 2).HasHandled(35, First, 2)
            .CommitsDelivery(35.1, 35.2, First, 2).Delivers(36, 37, Second, 1);

        Assert.Empty(Check(aEndedAt: 25));
    }

    [Fact]
    public void Changes_in_another_order_are_found()
    {
        ChecksTwice();
        _a.Delivers(23, 24, Second, 1).Delivers(25, 26, First, 1);

        AssertFound("Change 2 of row 1 was delivered before change 1");
    }

    [Fact]
    public void Changes_in_another_order_are_found_even_if_the_lease_has_ended()
    {
        ChecksTwice();
        // The lease ends at 33, and no other process claims the change.
        _a.ClaimsChange(23, Second, 1).Handles(34, Second, 1).HasHandled(35, Second, 1).CommitsDelivery(35.1, 35.2, Second, 1)
            .Delivers(36, 37, First, 1);

        AssertFound("Change 2 of row 1 was delivered before change 1");
    }

    [Fact]
    public void Lost_change_is_found()
    {
        ChecksTwice();
        _a.Delivers(3, 4, First, 1);

        AssertFound("Change 2 of row 1 is Delivered, but its events say Pending");
        AssertFound("Change 2 of row 1 was never delivered");
    }

    [Fact]
    public void Delivery_without_a_completed_handler_is_found()
    {
        ChecksTwice();
        _a.ClaimsChange(3, First, 1).Handles(3.1, First, 1).HasHandled(3.5, First, 1, HandlerEnd.Failed)
            .CommitsDelivery(3.6, 3.7, First, 1).Delivers(23, 24, Second, 1);

        AssertFound("not every handler has completed it");
    }

    [Fact]
    public void Write_of_an_instance_that_has_lost_its_claim_is_found()
    {
        _a.Claims(1, 1, 1).Answers(13, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(14, 14.1, Pending, 1, changes: First);
        _b.Claims(11.5, 1, 2).Answers(21, 1, 2, Payment.Answer(PaymentState.Captured, 21))
            .Commits(22, 22.1, Paid, 2, changes: Second);
        _a.Delivers(23, 24, First, 1).Delivers(25, 26, Second, 1);

        AssertFound("a commit under the fencing number 1 was written, but the row has 2");
    }

    [Fact]
    public void Claim_during_another_lease_is_found()
    {
        _a.Claims(1, 1, 1).Answers(13, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(14, 14.1, Pending, 1, CommitOutcome.Lost);
        _b.Claims(5, 1, 2);

        AssertFound("was claimed although another lease");
    }

    [Fact]
    public void Wake_up_without_a_query_is_found()
    {
        ChecksTwice();
        _a.Delivers(3, 4, First, 1).Delivers(23, 24, Second, 1);
        _b.Wakes(50, 50.1, count: 1, Payment.Reference);

        AssertFound("no query followed");
    }

    [Fact]
    public void Wake_up_during_a_claim_belongs_to_it_when_the_row_counts_it()
    {
        _a.Claims(1, 1, 1).Answers(1.5, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(2, 2.1, Pending, 1, changes: First)
            .Delivers(3, 4, First, 1);
        // The response of the wake-up comes after that of the claim.
        _a.Wakes(20.9, 21.2, count: 1, Payment.Reference);
        _b.Claims(21, 1, 2, checks: 1, wakes: 1).Answers(21.5, 1, 2, Payment.Answer(PaymentState.Captured, 21, Finality.Final))
            .Commits(22, 22.1, Paid, 2, changes: Second).Delivers(23, 24, Second, 1);

        Assert.Empty(Check());
    }

    [Fact]
    public void Commit_without_a_response_counts_when_the_next_claim_shows_it()
    {
        _a.Claims(1, 1, 1).Answers(1.5, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(2, 0, Pending, 1, outcome: null, First);
        _b.Claims(21, 1, 2, checks: 1).Answers(21.5, 1, 2, Payment.Answer(PaymentState.Captured, 21, Finality.Final))
            .Commits(22, 22.1, Paid, 2, changes: Second).Delivers(23, 24, First, 1).Delivers(25, 26, Second, 1);

        Assert.Empty(Check());
    }

    [Fact]
    public void Commit_without_a_response_does_not_count_when_the_next_claim_shows_that()
    {
        var paid = Payment.Row().After(Payment.Answer(PaymentState.Captured, 21, Finality.Final), next: 40, sequence: 1).Completed();
        _a.Claims(1, 1, 1).Answers(1.5, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(2, 0, Pending, 1, outcome: null, First);
        _b.Claims(21, 1, 2, checks: 0).Answers(21.5, 1, 2, Payment.Answer(PaymentState.Captured, 21, Finality.Final))
            .Commits(22, 22.1, paid, 2, changes: paid.Change()).Delivers(25, 26, paid.Change(), 1);

        Assert.Empty(Check(new StoredState(paid, [paid.Change().Delivered()])));
    }

    [Fact]
    public void Delivery_without_a_response_counts_when_the_store_has_it()
    {
        ChecksTwice();
        _a.Delivers(3, 4, First, 1);
        _b.ClaimsChange(23, Second, 1).Handles(23.1, Second, 1).HasHandled(24, Second, 1).CommitsDelivery(24.1, null, Second, 1);

        Assert.Empty(Check());
    }

    [Fact]
    public void Delivery_that_the_store_has_lost_does_not_count_when_the_change_is_released_and_claimed_again()
    {
        ChecksTwice();
        _a.ClaimsChange(23, First, 1).Handles(23.1, First, 1).HasHandled(24, First, 1).CommitsDelivery(24.1, null, First, 1)
            .CommitsDelivery(25, 25.1, First, 1, DeliveryStatus.Pending);
        _b.Delivers(26, 27, First, 2).Delivers(28, 29, Second, 1);

        Assert.Empty(Check());
    }

    [Fact]
    public void Delivered_change_that_is_claimed_again_is_found_without_a_response()
    {
        ChecksTwice();
        _a.ClaimsChange(23, First, 1).Handles(23.1, First, 1).HasHandled(24, First, 1).CommitsDelivery(24.1, null, First, 1);
        _b.Delivers(26, 27, First, 2).Delivers(28, 29, Second, 1);

        AssertFound("Change 1 of row 1 was claimed although it is Delivered");
    }

    [Fact]
    public void Claim_after_a_commit_whose_response_is_late_is_legal()
    {
        _a.Claims(1, 1, 1).Answers(1.5, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(2, 30, Pending, 1, changes: First);
        _b.Claims(21, 1, 2, checks: 1).Answers(21.5, 1, 2, Payment.Answer(PaymentState.Captured, 21, Finality.Final))
            .Commits(22, 22.1, Paid, 2, changes: Second).Delivers(23, 24, First, 1).Delivers(25, 26, Second, 1);

        Assert.Empty(Check());
    }

    [Fact]
    public void Instance_that_works_with_a_wrong_time_is_found()
    {
        ChecksTwice();
        _a.Delivers(3, 4, First, 1).Delivers(23, 24, Second, 1);
        _b.Claims(100, 1, 3, checks: 2, machine: 50);

        AssertFound("worked while the database's was");
    }

    [Fact]
    public void Line_that_a_kill_has_cut_does_not_count()
    {
        ChecksTwice();
        _a.Delivers(3, 4, First, 1).Delivers(23, 24, Second, 1);

        Assert.Empty(Check(cut: "{\"$type\":\"events\",\"at\":12"));
    }

    /// <summary>Two processes check the payment: it is pending, and then paid.</summary>
    private void ChecksTwice()
    {
        _a.Claims(1, 1, 1).Answers(1.5, 1, 1, Payment.Answer(PaymentState.Pending)).Commits(2, 2.1, Pending, 1, changes: First);
        _b.Claims(21, 1, 2, checks: 1).Answers(21.5, 1, 2, Payment.Answer(PaymentState.Captured, 21, Finality.Final))
            .Commits(22, 22.1, Paid, 2, changes: Second);
    }

    private IReadOnlyList<string> Check(StoredState? stored = null, double aEndedAt = 1_000, string cut = "") =>
        new LogMerge(
            [_a.Write(_folder, aEndedAt, cut), _b.Write(_folder)], new LogClock(0, ProcessLog.Start),
            [stored ?? new StoredState(Paid, [First.Delivered(), Second.Delivered()])])
            .Check(new InvariantSettings { MaxDeliveryTries = 3 }).Violations;

    private void AssertFound(string text) => Assert.Contains(Check(), violation => violation.Contains(text, StringComparison.Ordinal));
}
