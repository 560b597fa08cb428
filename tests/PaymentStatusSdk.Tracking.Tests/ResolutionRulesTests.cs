using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Checks;
using static PaymentStatusSdk.Tracking.Tests.EnrolledRows;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>A person resolves a transaction by hand: tracking ends, and what is believed does not change.</summary>
public class ResolutionRulesTests
{
    private static readonly ManualResolution Statement = new() { Reason = "Refunded by hand", ResolvedBy = "Ana", At = Later };

    [Theory]
    [InlineData(TrackingStatus.Active)]
    [InlineData(TrackingStatus.Completed)]
    [InlineData(TrackingStatus.Expired)]
    [InlineData(TrackingStatus.Stopped)]
    public void Tracking_ends_and_the_belief_stays(TrackingStatus status)
    {
        var row = Ended(PaymentState.Pending, status) with { HasMismatch = true, Sequence = 4, NextCheckAt = Later };

        var change = ResolutionRules.Resolve(row, Statement)!;

        Assert.Equal((StatusChangeKind.Resolved, 5, Later), (change.Kind, change.Sequence, change.At));
        Assert.Equal(PaymentState.Pending, change.PreviousState);
        var expected = row with
        {
            Status = TrackingStatus.Stopped,
            NextCheckAt = null,
            CompletedAt = Later,
            Sequence = 5,
            Resolution = Statement,
        };
        Assert.Equal(expected, change.Transaction);
        Assert.Equal((row.Verdict, row.Finality), (change.Transaction.Verdict, change.Transaction.Finality));
    }

    [Theory]
    [InlineData(TrackingStatus.Duplicate)]
    [InlineData(TrackingStatus.Unknown)]
    public void Duplicate_and_unknown_status_are_not_resolved(TrackingStatus status) =>
        Assert.Null(ResolutionRules.Resolve(Row(ByOrder) with { Status = status }, Statement));

    [Theory]
    [InlineData(null, true)]
    [InlineData(4L, true)]
    [InlineData(3L, false)]
    [InlineData(5L, false)]
    public void Row_that_has_changed_since_the_person_read_it_is_not_resolved(long? expected, bool isResolved) =>
        Assert.Equal(isResolved, ResolutionRules.Resolve(Row(ByOrder) with { Sequence = 4 }, Statement, expected) is not null);

    [Theory]
    [InlineData(TrackingStatus.Completed, false)]
    [InlineData(TrackingStatus.Expired, true)]
    [InlineData(TrackingStatus.Stopped, true)]
    public void Completed_row_without_a_problem_is_not_resolved(TrackingStatus status, bool isResolved) =>
        Assert.Equal(isResolved, ResolutionRules.Resolve(Ended(PaymentState.Captured, status), Statement) is not null);

    [Fact]
    public void Completed_row_without_a_belief_has_no_problem_to_resolve() =>
        Assert.Null(ResolutionRules.Resolve(Ended(PaymentState.Captured, TrackingStatus.Completed) with { Belief = null }, Statement));

    [Fact]
    public void Completed_row_that_is_contested_is_resolved()
    {
        var row = Ended(PaymentState.Captured, TrackingStatus.Completed);
        var pending = TrackedPayment.Result(PaymentState.Pending, Finality.Open) with { AskedAt = Later, ObservedAt = Later };
        var contested = row with { Belief = StatusRules.Advance(row.Belief, pending) };

        Assert.True(contested.Belief!.IsContested);
        Assert.NotNull(ResolutionRules.Resolve(contested, Statement));
    }

    [Fact]
    public void Row_without_an_answer_changes_from_an_unknown_state()
    {
        var row = Row(ByOrder);

        Assert.Null(row.Belief);
        Assert.Equal(PaymentState.Unknown, ResolutionRules.Resolve(row, Statement)!.PreviousState);
    }

    [Fact]
    public void Resolved_row_is_not_resolved_again()
    {
        var resolved = ResolutionRules.Resolve(Row(ByOrder), Statement)!.Transaction;

        Assert.Null(ResolutionRules.Resolve(resolved, Statement with { Reason = "Another reason" }));
    }

    [Fact]
    public void Tracking_again_removes_the_resolution()
    {
        var resolved = ResolutionRules.Resolve(Row(ByOrder), Statement)!.Transaction;

        var joined = Enrollment.Join(resolved, Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, null, Later), (joined.Status, joined.Resolution, joined.NextCheckAt));
    }

    [Fact]
    public void Next_check_after_a_duplicate_woke_the_row_removes_the_resolution()
    {
        var woken = ResolutionRules.Resolve(Row(ByOrder), Statement)!.Transaction with { Status = TrackingStatus.Active };

        Assert.Null(SchedulePosition.Woken(new ClaimedTransaction(woken, 1, 1, Later), Later).Resolution);
    }

    [Theory]
    [InlineData("  Refunded  ", "Refunded")]
    [InlineData("日本 🙂", "日本 🙂")]
    [InlineData("1234567890", "1234567890")]
    public void Text_is_kept_without_the_blanks_around_it(string text, string kept) =>
        Assert.Equal(kept, ResolutionRules.Require(text, 10, "reason"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("12345678901")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void Blank_long_or_unprintable_text_is_refused(string text) =>
        Assert.ThrowsAny<ArgumentException>(() => ResolutionRules.Require(text, 10, "reason"));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Throws<ArgumentException>(() => ResolutionRules.Require("a\ud800b", 10, "reason"));
}
