using FsCheck;
using FsCheck.Fluent;
using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.Followed;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>What holds whatever happens. <see cref="Followed"/> checks sequence, snapshots, ids and times of every look.</summary>
public class LookRulesPropertyTests
{
    private const int Cases = 2_000;
    private static readonly Rnd Seed = new(20260102UL, 1234567UL);

    [Fact]
    public void Nothing_but_an_answer_changes_the_belief() => Holds((followed, step) =>
    {
        var before = followed.Row;

        var told = followed.CheckNow(step.Report, step.Pause, step.Random);

        if (step.Report.Result?.Outcome != LookupOutcome.Answered) Assert.Equal(before.Belief, followed.Row.Belief);
        if (step.Report.FailureKind != CheckFailure.None) Assert.DoesNotContain(StatusChangeKind.Changed, told);
        if (step.Report.FailureKind == CheckFailure.Busy) Assert.Equal(before.CheckCount, followed.Row.CheckCount);
    });

    [Fact]
    public void Paid_is_never_read_as_unpaid_without_a_contradiction() => Holds((followed, step) =>
    {
        var wasPaid = followed.Row.Belief is { } belief && IsPaid(belief.State);

        followed.CheckNow(step.Report, step.Pause, step.Random);

        if (!wasPaid) return;
        Assert.NotEqual(PaymentVerdict.Failure, followed.Row.Verdict);
        Assert.True(
            followed.Row.HasMismatch || followed.Row.Belief!.IsContested
            || followed.Row.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned);
    });

    [Fact]
    public void Success_after_a_final_failure_is_always_told_as_overturned() => Holds((followed, step) =>
    {
        var before = followed.Row;

        var told = followed.CheckNow(step.Report, step.Pause, step.Random);

        var hasLeftFailure = before.Belief is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }
            && followed.Row.Belief?.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned;
        if (hasLeftFailure) Assert.Contains(StatusChangeKind.Overturned, told);
        if (told.Contains(StatusChangeKind.Overturned)) Assert.NotEqual(before.Belief?.IsOverturned, followed.Row.Belief!.IsOverturned);
    });

    [Fact]
    public void Finding_is_told_once_until_an_answer_moves_the_belief() => Holds((followed, step) =>
    {
        followed.CheckNow(step.Report, step.Pause, step.Random);

        var since = followed.Changes.FindLastIndex(
            change => change.Kind is StatusChangeKind.Changed or StatusChangeKind.Contested or StatusChangeKind.Overturned);
        var findings = followed.Told.Skip(since + 1)
            .Where(kind => kind is not (StatusChangeKind.DeadlinePassed or StatusChangeKind.TrackingEnded)).ToArray();
        Assert.Equal(findings.Length, findings.Distinct().Count());
    });

    [Fact]
    public void Unchanged_answer_after_a_wake_up_is_asked_for_again_within_minutes() => Holds((followed, step) =>
    {
        if (step.Random < 0.5) followed.Wakes++;
        var isWoken = followed.Row.Progress.Wakes != followed.Wakes || followed.Row.CompletedAt is not null;
        var told = followed.CheckNow(step.Report, step.Pause, step.Random);

        if (!isWoken || followed.Row.Status != TrackingStatus.Active) return;
        Assert.Equal(followed.Wakes, followed.Row.Progress.Wakes);
        if (step.Report.FailureKind == CheckFailure.None
            && !told.Any(kind => kind is StatusChangeKind.Changed or StatusChangeKind.Contested or StatusChangeKind.Overturned))
            Assert.InRange(followed.Wait!.Value, TimeSpan.Zero, Plain.Open.DelayAfter(1, step.Random));
    });

    [Fact]
    public void What_is_believed_is_what_was_told_last() => Holds((followed, step) =>
    {
        followed.CheckNow(step.Report, step.Pause, step.Random);

        var last = followed.Changes.LastOrDefault(
            change => change.Kind is StatusChangeKind.Changed or StatusChangeKind.Contested or StatusChangeKind.Overturned);
        Assert.Equal(BeliefSummary.Of(last?.Transaction.Belief), BeliefSummary.Of(followed.Row.Belief));
    });

    [Fact]
    public void Following_ends_only_when_there_is_nothing_to_wait_for_or_it_is_told() => Holds((followed, step) =>
    {
        var told = followed.CheckNow(step.Report, step.Pause, step.Random);

        if (followed.Row.Status == TrackingStatus.Expired) Assert.Equal(StatusChangeKind.DeadlinePassed, told[^1]);
        if (followed.Row.Status != TrackingStatus.Completed) return;
        var belief = followed.Row.Belief!;
        Assert.NotEqual(PaymentState.Unknown, belief.State);
        Assert.False(belief.IsContested);
        if (belief.Finality != Finality.Final) Assert.Equal(StatusChangeKind.TrackingEnded, told[^1]);
    });

    [Fact]
    public void Row_whose_answer_did_not_match_has_no_verdict() => Holds((followed, step) =>
    {
        var before = followed.Row;

        followed.CheckNow(step.Report, step.Pause, step.Random);

        if (followed.Row.LastOutcome is LookupOutcome.Mismatch or LookupOutcome.Ambiguous)
            Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (followed.Row.Verdict, followed.Row.Finality));
        if (before.HasMismatch && step.Report.Result?.Outcome != LookupOutcome.Answered) Assert.True(followed.Row.HasMismatch);
    });

    // Of ORDER-1 there are any number of attempts, each handed over after a failure of the one before.
    [Fact]
    public void Failure_that_was_known_before_an_attempt_began_is_never_the_attempts_own() => HoldsOfAttempts((followed, before, report) =>
    {
        Assert.InRange(followed.Row.EarlierAttempts.Count, 0, Attempts.MaxKept);
        if (followed.Row is not { Verdict: PaymentVerdict.Failure }) return;
        Assert.False(followed.Row.HasMismatch);
        Assert.DoesNotContain(
            followed.Row.GatewayReference ?? "none", followed.Row.EarlierAttempts.Select(attempt => attempt.GatewayReference));
        if (before.Verdict == PaymentVerdict.Failure || report.Result is not { } result) return;
        Assert.NotEqual(before.EarlierAttempts is [var latest, ..] ? latest.GatewayReference ?? "none" : "none", result.GatewayReference);
        if (before.EarlierAttempts.Count > 0 && result.GatewayReference is null) Assert.NotNull(before.Belief);
    });

    [Fact]
    public void Paid_attempt_is_told_and_stays_in_the_row() => HoldsOfAttempts((followed, before, report) =>
    {
        if (report.Result is not { Outcome: LookupOutcome.Answered } result || !IsPaid(result.State)) return;
        var beliefs = followed.Row.EarlierAttempts.Select(attempt => attempt.Belief).Append(followed.Row.Belief).OfType<StatusBelief>();
        Assert.True(followed.Row.HasMismatch || beliefs.Any(belief => IsPaid(belief.State)));
        if (before.Belief is null) Assert.True(IsPaid(followed.Row.Belief!.State));
    });

    [Fact]
    public void Settled_payment_is_checked_at_most_so_often_and_stays_finished_unless_it_moves()
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
            var followed = new Followed(schedule);
            followed.Look(Answer(PaymentState.Captured, Finality.Final));
            var checks = 0;
            foreach (var (report, wake) in steps)
            {
                if (wake == 0 || followed.Row.NextCheckAt is null)
                {
                    followed.Wakes++;
                    followed.Row = followed.Row with
                    {
                        Status = TrackingStatus.Active,
                        NextCheckAt = followed.Now,
                        DeadlineAt = followed.Now.AddDays(2),
                    };
                }

                var before = followed.Row;
                var told = followed.Look(report, TimeSpan.FromSeconds(30));
                if (before.Status != TrackingStatus.Completed) continue;
                if (report.FailureKind != CheckFailure.Busy) checks++;
                Assert.DoesNotContain(told, kind => kind is StatusChangeKind.NotFound or StatusChangeKind.DeadlinePassed
                    or StatusChangeKind.TrackingEnded or StatusChangeKind.Stalled);
                if (BeliefSummary.Of(before.Belief) == BeliefSummary.Of(followed.Row.Belief))
                    Assert.Equal((TrackingStatus.Completed, before.CompletedAt), (followed.Row.Status, followed.Row.CompletedAt));
            }

            Assert.InRange(checks, 0, SettledSchedule.MaxChecks);
        }));
    }

    private static void HoldsOfAttempts(Action<Followed, TrackedTransaction, CheckReport> property)
    {
        var reports = Gen.OneOf(AttemptAnswers, AttemptAnswers, AttemptAnswers, Findings, Failures).Select(report => (CheckReport?)report);
        var moves = Gen.Frequency((3, reports), (1, Gen.Constant<CheckReport?>(null)));
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(new Replay(Seed, null));
        Check.One(config, Prop.ForAll(Gen.ArrayOf(moves, 14).ToArbitrary(), steps =>
        {
            var followed = new Followed();
            foreach (var report in steps)
            {
                followed.Now += TimeSpan.FromMinutes(7);
                if (report is null)
                {
                    followed.TrackAgain();
                    continue;
                }

                if (followed.Row.Status != TrackingStatus.Active)
                    followed.Row = followed.Row with
                    {
                        Status = TrackingStatus.Active,
                        NextCheckAt = followed.Now,
                        DeadlineAt = followed.Now.AddDays(2),
                    };
                var before = followed.Row;
                followed.CheckNow(report, TimeSpan.FromSeconds(30));
                property(followed, before, report);
            }
        }));
    }

    private static Gen<CheckReport> AttemptAnswers =>
        from state in Gen.Elements(
            PaymentState.Declined, PaymentState.Declined, PaymentState.Failed, PaymentState.Pending, PaymentState.Captured,
            PaymentState.Unknown)
        from gatewayReference in Gen.Elements("g-1", "g-2", "g-3", null)
        select CheckReport.Of(
            Result(state, state is PaymentState.Pending ? Finality.Open : Finality.Final) with { GatewayReference = gatewayReference });

    private static void Holds(Action<Followed, Step> property)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(new Replay(Seed, null));
        Check.One(config, Prop.ForAll(Gen.ArrayOf(Steps, 12).ToArbitrary(), steps =>
        {
            var followed = new Followed(deadline: Start.AddDays(4));
            foreach (var step in steps)
            {
                // An ended row is woken, as a gateway's message does it; another look comes when it is due, or at any other time.
                followed.Now = step.Offset is { } offset ? followed.Now + offset : followed.Row.NextCheckAt ?? followed.Now;
                if (followed.Row.Status != TrackingStatus.Active)
                    followed.Row = followed.Row with
                    {
                        Status = TrackingStatus.Active,
                        NextCheckAt = followed.Now,
                        DeadlineAt = followed.Now.AddDays(2),
                    };
                property(followed, step);
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
        // Credited is for payouts.
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
