using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The verdict and the flags of a payment.</summary>
public sealed class VerdictBadgeTests
{
    [Theory]
    [InlineData(PaymentState.Captured, Finality.Final, "good", "✓", "Paid")]
    [InlineData(PaymentState.Captured, Finality.Provisional, "wait", "…", "Paid so far")]
    [InlineData(PaymentState.Captured, Finality.Unknown, "wait", "…", "Paid so far")]
    [InlineData(PaymentState.Declined, Finality.Final, "bad", "✕", "Not paid")]
    [InlineData(PaymentState.Declined, Finality.Provisional, "wait", "…", "Not paid so far")]
    [InlineData(PaymentState.Declined, Finality.Open, "wait", "…", "Not paid so far")]
    [InlineData(PaymentState.Refunded, Finality.Final, "back", "↩", "Returned")]
    [InlineData(PaymentState.Refunded, Finality.Open, "back", "↩", "Returned")]
    [InlineData(PaymentState.Pending, Finality.Open, "wait", "…", "Undecided")]
    [InlineData(PaymentState.Approved, Finality.Final, "unknown", "?", "Unknown")]
    public async Task Verdict_has_a_text_a_sign_and_a_color(PaymentState state, Finality finality, string kind, string sign, string text)
    {
        var payment = Sample.Payment with { Belief = Sample.Belief(state, finality) };

        await Rendered.AssertAsync(Rendered.Badge(kind, sign, text), Badges.Verdict(payment));
        Assert.Equal(text, Badges.VerdictText(payment));
    }

    [Fact]
    public async Task Payment_without_an_answer_or_with_a_mismatch_is_unknown()
    {
        var unknown = Rendered.Badge("unknown", "?", "Unknown");

        await Rendered.AssertAsync(unknown, Badges.Verdict(Sample.Payment));
        await Rendered.AssertAsync(
            unknown, Badges.Verdict(Sample.Payment with { Belief = Sample.Belief(PaymentState.Captured), HasMismatch = true }));
    }

    [Fact]
    public async Task Flags_are_those_that_need_a_person()
    {
        var payment = Sample.Payment;

        await Rendered.AssertAsync("", Badges.Flags(payment));
        await Rendered.AssertAsync("", Badges.Flags(payment with { Belief = Sample.Belief(PaymentState.Captured) }));
        await Rendered.AssertAsync(
            Rendered.Badge("wait", "⚑", "Resolved"),
            Badges.Flags(payment with { Resolution = new ManualResolution { Reason = "Refunded", ResolvedBy = "Ana" } }));
        await Rendered.AssertAsync(
            Rendered.Badge("alarm", "!", "Contested"),
            Badges.Flags(payment with { Belief = Sample.Belief(PaymentState.Captured, latest: PaymentState.Pending) }));
        await Rendered.AssertAsync(Rendered.Badge("alarm", "≠", "Mismatch"), Badges.Flags(payment with { HasMismatch = true }));
        await Rendered.AssertAsync(
            Rendered.Badge("alarm", "⟲", "Overturned"),
            Badges.Flags(payment with { Belief = Sample.Belief(PaymentState.Captured) with { FinalFailureAt = Sample.Now } }));
        await Rendered.AssertAsync(
            Rendered.Badge("warn", "⚡", "RateLimited"),
            Badges.Flags(payment with { LastFailure = TransactionStatusErrorKind.RateLimited }));
        await Rendered.AssertAsync(
            "",
            Badges.Flags(payment with { LastFailure = TransactionStatusErrorKind.RateLimited, Status = TrackingStatus.Stopped }));
    }

    [Fact]
    public async Task Flags_have_a_fixed_order() => await Rendered.AssertAsync(
        Rendered.Badge("wait", "⚑", "Resolved") + Rendered.Badge("alarm", "!", "Contested") + Rendered.Badge("alarm", "≠", "Mismatch")
        + Rendered.Badge("alarm", "⟲", "Overturned") + Rendered.Badge("warn", "⚡", "Timeout"),
        Badges.Flags(Sample.Payment with
        {
            Resolution = new ManualResolution { Reason = "Refunded", ResolvedBy = "Ana" },
            Belief = Sample.Belief(PaymentState.Captured, latest: PaymentState.Pending) with { FinalFailureAt = Sample.Now },
            HasMismatch = true,
            LastFailure = TransactionStatusErrorKind.Timeout,
        }));
}
