using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>One transaction that is checked when it is due, without a store. Invariants are asserted after every check.</summary>
internal sealed class TrackedPayment
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly TimeSpan TrackFor = TimeSpan.FromDays(30);

    /// <summary>A short schedule without jitter, so that times are exact.</summary>
    public static readonly TrackingSchedule Plain = new()
    {
        Open = new PollingSchedule(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)),
        Provisional = new PollingSchedule(TimeSpan.FromHours(1), TimeSpan.FromHours(23), TimeSpan.FromDays(1))
        {
            MaxDuration = TimeSpan.FromHours(72),
        },
        Funds = new PollingSchedule(TimeSpan.FromDays(1)),
        Contested = new PollingSchedule(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
        Failure = new PollingSchedule(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
    };

    // A test that repeats a check until something happens fails when it never does. No test needs more than a hundred checks.
    private const int MaxChecks = 1_000;

    private readonly TrackingSchedule _schedule;
    private int _checks;

    public TrackedPayment(TrackingSchedule? schedule = null, TransactionQuery? query = null, DateTimeOffset? deadline = null)
    {
        _schedule = schedule ?? Plain;
        query ??= TransactionQuery.ByMerchantReference("ORDER-1") with { Kind = TransactionKind.Purchase };
        Row = new TrackedTransaction
        {
            Id = 7,
            ClientName = "cards",
            Query = query,
            Status = TrackingStatus.Active,
            GatewayReference = query.GatewayReference ?? query.ExpectedGatewayReference,
            MerchantReference = query.MerchantReference ?? query.ExpectedMerchantReference,
            TrackedAt = Start,
            DeadlineAt = deadline ?? Start + TrackFor,
            NextCheckAt = Start + _schedule.Open.DelayAfter(1, 0),
            Progress = new ScheduleProgress { Since = Start, Step = 1 },
        };
    }

    public TrackedTransaction Row { get; set; }

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>The number of times the row was woken, as the store counts it.</summary>
    public long Wakes { get; set; }

    public List<StatusChange> Changes { get; } = [];

    public IReadOnlyList<StatusChangeKind> Reported => [.. Changes.Select(change => change.Kind)];

    /// <summary>The delay between this check and the next; null when there is no next check.</summary>
    public TimeSpan? Wait => Row.NextCheckAt - Now;

    /// <summary>Checks at the due time, or now if that is later.</summary>
    public IReadOnlyList<StatusChangeKind> CheckWhenDue(CheckReport report, TimeSpan pause = default, double random = 0)
    {
        if (Row.NextCheckAt > Now) Now = Row.NextCheckAt.Value;
        return CheckNow(report, pause, random);
    }

    /// <summary>Checks now, whether due or not, as after a notification.</summary>
    public IReadOnlyList<StatusChangeKind> CheckNow(CheckReport report, TimeSpan pause = default, double random = 0)
    {
        Assert.True(++_checks <= MaxChecks, "The checks have no end.");
        var before = Row;
        var (row, changes) = CheckRules.After(new ClaimedTransaction(before, 1, Wakes, Now), report, _schedule, pause, Now, random);
        Row = row;
        Changes.AddRange(changes);
        AssertInvariants(before, changes);
        return [.. changes.Select(change => change.Kind)];
    }

    public static StatusBelief Believe(PaymentState state, string? gatewayReference = "g-1") =>
        StatusRules.Advance(null, Result(state, Finality.Final) with { GatewayReference = gatewayReference })!;

    public static CheckReport Answer(PaymentState state, Finality finality = Finality.Open, FundsState funds = FundsState.NotReported) =>
        CheckReport.Of(Result(state, finality, funds));

    /// <summary>Queried at the start time, so that the rules have to determine the order.</summary>
    public static TransactionStatusResult Result(
        PaymentState state, Finality finality = Finality.Open, FundsState funds = FundsState.NotReported) => new()
        {
            ClientName = "cards",
            Kind = TransactionKind.Purchase,
            Outcome = LookupOutcome.Answered,
            State = state,
            Finality = finality,
            Funds = funds,
            GatewayReference = "g-1",
            MerchantReference = "ORDER-1",
            AskedAt = Start,
            ObservedAt = Start,
        };

    /// <summary>An answer about one of the attempts, which share the merchant reference.</summary>
    public static CheckReport AnswerOf(string? gatewayReference, PaymentState state) => CheckReport.Of(
        Result(state, state is PaymentState.Pending ? Finality.Open : Finality.Final) with { GatewayReference = gatewayReference });

    public static CheckReport Found(LookupOutcome outcome) =>
        CheckReport.Of(new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = outcome,
            MerchantReference = "ORDER-1",
            AskedAt = Start,
            ObservedAt = Start,
        });

    public static CheckReport Failed(TransactionStatusErrorKind kind, TimeSpan? retryAfter = null, bool? isTransient = null)
    {
        var failure = new TransactionStatusException(kind, "No.") { RetryAfter = retryAfter };
        return CheckReport.Of(
            isTransient is { } reported
                ? new TransactionStatusException(kind, "No.") { RetryAfter = retryAfter, IsTransient = reported }
                : failure);
    }

    /// <summary>Tracks the same merchant reference again.</summary>
    public void TrackAgain(TransactionQuery? query = null, TimeSpan later = default)
    {
        Now += later;
        var fresh = new TrackedPayment(_schedule, query ?? TransactionQuery.ByMerchantReference("ORDER-1")).Row with
        {
            TrackedAt = Now,
            NextCheckAt = Now,
            DeadlineAt = Now + TrackFor,
        };
        Row = Enrollment.Join(Row, fresh, new GatewayCapabilities()) ?? Row;
    }

    private void AssertInvariants(TrackedTransaction before, IReadOnlyList<StatusChange> changes)
    {
        Assert.Equal(before.Sequence + changes.Count, Row.Sequence);
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(i => before.Sequence + i), changes.Select(change => change.Sequence));
        Assert.All(changes, change => Assert.Equal(Row with { Sequence = change.Sequence }, change.Transaction));
        Assert.All(changes, change => Assert.Equal(Now, change.At));
        Assert.All(changes, change => Assert.Equal(before.Belief?.State ?? PaymentState.Unknown, change.PreviousState));
        Assert.Equal(
            changes.Select(change => change.Id.ToString()).Order(StringComparer.Ordinal), changes.Select(change => change.Id.ToString()));
        Assert.Equal(Changes.Count, Changes.Select(change => change.Id).Distinct().Count());
        Assert.True(Row.Status is TrackingStatus.Active or TrackingStatus.Completed or TrackingStatus.Expired);
        if (Row.Status == TrackingStatus.Active) Assert.NotNull(Row.NextCheckAt);
        if (Row.Status == TrackingStatus.Expired) Assert.Null(Row.NextCheckAt);
        var isSettled = before.Status == TrackingStatus.Completed && Row.Status == TrackingStatus.Completed;
        if (isSettled) Assert.True(Row.CompletedAt == before.CompletedAt || Row.CompletedAt == Now);
        else Assert.Equal(Row.Status == TrackingStatus.Active ? null : Now, Row.CompletedAt);
        if (Row.NextCheckAt is not { } next || Row.Status == TrackingStatus.Completed) return;
        Assert.True(next >= Now, $"{next} is before {Now}.");
        var last = Row.DeadlineAt > Now ? Row.DeadlineAt : Now;
        if (last < DateTimeOffset.MaxValue - DeadlineSlack.Length)
            Assert.True(next <= last + DeadlineSlack.Length, $"{next} is long after the deadline.");
    }
}
