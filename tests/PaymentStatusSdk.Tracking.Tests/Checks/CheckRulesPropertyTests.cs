using FsCheck;
using FsCheck.Fluent;
using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>
/// Properties of all check sequences. <see cref="TrackedPayment"/> asserts sequence, snapshots, ids and times after every check.
/// </summary>
public class CheckRulesPropertyTests
{
    private const int Cases = 2_000;
    private static readonly Rnd Seed = new(20260102UL, 1234567UL);

    [Fact]
    public void Nothing_but_an_answer_changes_the_belief() => Holds((payment, step) =>
    {
        var before = payment.Row;

        var reported = payment.CheckNow(step.Report, step.Pause, step.Random);

        if (step.Report.Result?.Outcome != LookupOutcome.Answered) Assert.Equal(before.Belief, payment.Row.Belief);
        if (step.Report.FailureKind != CheckFailure.None) Assert.DoesNotContain(StatusChangeKind.Changed, reported);
        if (step.Report.FailureKind == CheckFailure.Busy) Assert.Equal(before.CheckCount, payment.Row.CheckCount);
    });

    [Fact]
    public void Paid_never_becomes_unpaid_without_a_contradiction() => Holds((payment, step) =>
    {
        var wasPaid = payment.Row.Belief is { } belief && IsPaid(belief.State);

        payment.CheckNow(step.Report, step.Pause, step.Random);

        if (!wasPaid) return;
        Assert.NotEqual(PaymentVerdict.Failure, payment.Row.Verdict);
        Assert.True(
            payment.Row.HasMismatch || payment.Row.Belief!.IsContested
            || payment.Row.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned);
    });

    [Fact]
    public void Success_after_a_final_failure_is_always_reported_as_overturned() => Holds((payment, step) =>
    {
        var before = payment.Row;

        var reported = payment.CheckNow(step.Report, step.Pause, step.Random);

        var hasLeftFailure = before.Belief is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }
            && payment.Row.Belief?.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned;
        if (hasLeftFailure) Assert.Contains(StatusChangeKind.Overturned, reported);
        if (reported.Contains(StatusChangeKind.Overturned)) Assert.NotEqual(before.Belief?.IsOverturned, payment.Row.Belief!.IsOverturned);
    });

    [Fact]
    public void Finding_is_reported_once_until_an_answer_changes_the_belief() => Holds((payment, step) =>
    {
        payment.CheckNow(step.Report, step.Pause, step.Random);

        var since = payment.Changes.FindLastIndex(
            change => change.Kind is StatusChangeKind.Changed or StatusChangeKind.Contested or StatusChangeKind.Overturned);
        var findings = payment.Reported.Skip(since + 1)
            .Where(kind => kind is not (StatusChangeKind.DeadlinePassed or StatusChangeKind.TrackingEnded)).ToArray();
        Assert.Equal(findings.Length, findings.Distinct().Count());
    });

    [Fact]
    public void Unchanged_answer_after_a_wakeup_is_rechecked_within_minutes() => Holds((payment, step) =>
    {
        if (step.Random < 0.5) payment.Wakes++;
        var isWoken = payment.Row.Progress.Wakes != payment.Wakes || payment.Row.CompletedAt is not null;
        var reported = payment.CheckNow(step.Report, step.Pause, step.Random);

        if (!isWoken || payment.Row.Status != TrackingStatus.Active) return;
        Assert.Equal(payment.Wakes, payment.Row.Progress.Wakes);
        if (step.Report.FailureKind == CheckFailure.None
            && !reported.Any(kind => kind is StatusChangeKind.Changed or StatusChangeKind.Contested or StatusChangeKind.Overturned))
            Assert.InRange(payment.Wait!.Value, TimeSpan.Zero, Plain.Open.DelayAfter(1, step.Random));
    });

    [Fact]
    public void Belief_equals_the_last_reported_state() => Holds((payment, step) =>
    {
        payment.CheckNow(step.Report, step.Pause, step.Random);

        var last = payment.Changes.LastOrDefault(
            change => change.Kind is StatusChangeKind.Changed or StatusChangeKind.Contested or StatusChangeKind.Overturned);
        Assert.Equal(BeliefSummary.Of(last?.Transaction.Belief), BeliefSummary.Of(payment.Row.Belief));
    });

    [Fact]
    public void Tracking_ends_only_when_nothing_is_pending_or_the_end_is_reported() => Holds((payment, step) =>
    {
        var reported = payment.CheckNow(step.Report, step.Pause, step.Random);

        if (payment.Row.Status == TrackingStatus.Expired) Assert.Equal(StatusChangeKind.DeadlinePassed, reported[^1]);
        if (payment.Row.Status != TrackingStatus.Completed) return;
        var belief = payment.Row.Belief!;
        Assert.NotEqual(PaymentState.Unknown, belief.State);
        Assert.False(belief.IsContested);
        if (belief.Finality != Finality.Final) Assert.Equal(StatusChangeKind.TrackingEnded, reported[^1]);
    });

    [Fact]
    public void Row_with_a_mismatching_answer_has_no_verdict() => Holds((payment, step) =>
    {
        var before = payment.Row;

        payment.CheckNow(step.Report, step.Pause, step.Random);

        if (payment.Row.LastOutcome is LookupOutcome.Mismatch or LookupOutcome.Ambiguous)
            Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (payment.Row.Verdict, payment.Row.Finality));
        if (before.HasMismatch && step.Report.Result?.Outcome != LookupOutcome.Answered) Assert.True(payment.Row.HasMismatch);
    });

    // ORDER-1 has any number of attempts; each is tracked after the failure of the previous one.
    [Fact]
    public void Failure_known_before_an_attempt_began_is_never_applied_to_it() => HoldsOfAttempts((payment, before, report) =>
    {
        Assert.InRange(payment.Row.EarlierAttempts.Count, 0, Attempts.MaxKept);
        if (payment.Row is not { Verdict: PaymentVerdict.Failure }) return;
        Assert.False(payment.Row.HasMismatch);
        Assert.DoesNotContain(
            payment.Row.GatewayReference ?? "none", payment.Row.EarlierAttempts.Select(attempt => attempt.GatewayReference));
        if (before.Verdict == PaymentVerdict.Failure || report.Result is not { } result) return;
        Assert.NotEqual(before.EarlierAttempts is [var latest, ..] ? latest.GatewayReference ?? "none" : "none", result.GatewayReference);
        if (before.EarlierAttempts.Count > 0 && result.GatewayReference is null) Assert.NotNull(before.Belief);
    });

    [Fact]
    public void Paid_attempt_is_reported_and_stays_in_the_row() => HoldsOfAttempts((payment, before, report) =>
    {
        if (report.Result is not { Outcome: LookupOutcome.Answered } result || !IsPaid(result.State)) return;
        var beliefs = payment.Row.EarlierAttempts.Select(attempt => attempt.Belief).Append(payment.Row.Belief).OfType<StatusBelief>();
        Assert.True(payment.Row.HasMismatch || beliefs.Any(belief => IsPaid(belief.State)));
        if (before.Belief is null) Assert.True(IsPaid(payment.Row.Belief!.State));
    });

    [Fact]
    public void Settled_payment_is_checked_a_limited_number_of_times_and_stays_completed_unless_an_answer_differs()
    {
        var schedule = Plain with
        {
            Settled = new SettledSchedule([.. Enumerable.Range(1, SettledSchedule.MaxChecks).Select(day => TimeSpan.FromDays(day))]),
        };
        var moves = Gen.OneOf(Answers, Gen.Constant(Answer(PaymentState.Captured, Finality.Final)), Findings, Failures)
            .Zip(Gen.Choose(0, 4));
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(new Replay(Seed, null));
        Check.One(config, Prop.ForAll(Gen.ArrayOf(moves, 30).ToArbitrary(), steps =>
        {
            var payment = new TrackedPayment(schedule);
            payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
            var checks = 0;
            foreach (var (report, wake) in steps)
            {
                if (wake == 0 || payment.Row.NextCheckAt is null)
                {
                    payment.Wakes++;
                    payment.Row = payment.Row with
                    {
                        Status = TrackingStatus.Active,
                        NextCheckAt = payment.Now,
                        DeadlineAt = payment.Now.AddDays(2),
                    };
                }

                var before = payment.Row;
                var reported = payment.CheckWhenDue(report, TimeSpan.FromSeconds(30));
                if (before.Status != TrackingStatus.Completed) continue;
                if (report.FailureKind != CheckFailure.Busy) checks++;
                Assert.DoesNotContain(reported, kind => kind is StatusChangeKind.NotFound or StatusChangeKind.DeadlinePassed
                    or StatusChangeKind.TrackingEnded or StatusChangeKind.Stalled);
                if (payment.Row.HasMismatch) Assert.Equal(TrackingStatus.Active, payment.Row.Status);
                else if (BeliefSummary.Of(before.Belief) == BeliefSummary.Of(payment.Row.Belief))
                    Assert.Equal((TrackingStatus.Completed, before.CompletedAt), (payment.Row.Status, payment.Row.CompletedAt));
            }

            Assert.InRange(checks, 0, SettledSchedule.MaxChecks);
        }));
    }

    private static void HoldsOfAttempts(Action<TrackedPayment, TrackedTransaction, CheckReport> property)
    {
        var reports = Gen.OneOf(AttemptAnswers, AttemptAnswers, AttemptAnswers, Findings, Failures).Select(report => (CheckReport?)report);
        var moves = Gen.Frequency((3, reports), (1, Gen.Constant<CheckReport?>(null)));
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(new Replay(Seed, null));
        Check.One(config, Prop.ForAll(Gen.ArrayOf(moves, 14).ToArbitrary(), steps =>
        {
            var payment = new TrackedPayment();
            foreach (var report in steps)
            {
                payment.Now += TimeSpan.FromMinutes(7);
                if (report is null)
                {
                    payment.TrackAgain();
                    continue;
                }

                if (payment.Row.Status != TrackingStatus.Active)
                    payment.Row = payment.Row with
                    {
                        Status = TrackingStatus.Active,
                        NextCheckAt = payment.Now,
                        DeadlineAt = payment.Now.AddDays(2),
                    };
                var before = payment.Row;
                payment.CheckNow(report, TimeSpan.FromSeconds(30));
                property(payment, before, report);
            }
        }));
    }

    private static Gen<CheckReport> AttemptAnswers =>
        from state in Gen.Elements(
            PaymentState.Declined, PaymentState.Declined, PaymentState.Failed, PaymentState.Pending, PaymentState.Captured,
            PaymentState.Unknown)
        from gatewayReference in Gen.Elements("g-1", "g-2", "g-3", null)
        select AnswerOf(gatewayReference, state);

    private static void Holds(Action<TrackedPayment, Step> property)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(new Replay(Seed, null));
        Check.One(config, Prop.ForAll(Gen.ArrayOf(Steps, 12).ToArbitrary(), steps =>
        {
            var payment = new TrackedPayment(deadline: Start.AddDays(4));
            foreach (var step in steps)
            {
                // A completed row is woken, as by a notification; other checks run when they are due or at any other time.
                payment.Now = step.Offset is { } offset ? payment.Now + offset : payment.Row.NextCheckAt ?? payment.Now;
                if (payment.Row.Status != TrackingStatus.Active)
                    payment.Row = payment.Row with
                    {
                        Status = TrackingStatus.Active,
                        NextCheckAt = payment.Now,
                        DeadlineAt = payment.Now.AddDays(2),
                    };
                property(payment, step);
            }
        }));
    }

    private static bool IsPaid(PaymentState state) => state is PaymentState.Captured or PaymentState.Credited or PaymentState.RefundPending
        or PaymentState.PartiallyRefunded or PaymentState.ChargedBack or PaymentState.Refunded or PaymentState.Reversed;

    private static Gen<Step> Steps =>
        from report in Gen.OneOf(Answers, Answers, Findings, Failures)
        from offset in Gen.Elements<TimeSpan?>(
            null, null, null, TimeSpan.Zero, TimeSpan.FromSeconds(7), TimeSpan.FromHours(30), TimeSpan.FromDays(5), TimeSpan.FromHours(-3))
        from pause in Gen.Choose(5, 3_600)
        from random in Gen.Choose(0, 100)
        select new Step(report, offset, TimeSpan.FromSeconds(pause), random / 100d);

    private static Gen<CheckReport> Answers =>
        // The state Credited belongs to payouts.
        from state in Gen.Elements(
            Enum.GetValues<PaymentState>().Where(state => state is not (PaymentState.Credited or PaymentState.Approved)))
        from finality in Gen.Elements(Enum.GetValues<Finality>())
        from funds in Gen.Elements(FundsState.NotReported, FundsState.Awaited, FundsState.Received, FundsState.Missing)
        from gatewayReference in Gen.Frequency((9, Gen.Constant("g-1")), (1, Gen.Constant("g-2")))
        from asked in Gen.Choose(-5, 5)
        select CheckReport.Of(Result(state, finality, funds) with { GatewayReference = gatewayReference, AskedAt = Start.AddHours(asked) });

    private static Gen<CheckReport> Findings =>
        Gen.Elements(Enum.GetValues<LookupOutcome>().Where(one => one != LookupOutcome.Answered)).Select(Found);

    private static Gen<CheckReport> Failures =>
        from kind in Gen.Elements(Enum.GetValues<TransactionStatusErrorKind>())
        from isTransient in Gen.Elements(true, false)
        from retryAfter in Gen.Elements<TimeSpan?>(null, TimeSpan.Zero, TimeSpan.FromMinutes(3), TimeSpan.MaxValue)
        select Failed(kind, retryAfter, isTransient);

    private sealed record Step(CheckReport Report, TimeSpan? Offset, TimeSpan Pause, double Random);
}
