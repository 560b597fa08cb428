using PaymentStatusSdk.Exploration.Moves;

namespace PaymentStatusSdk.Exploration;

/// <summary>
/// The parts of the state space. Each of the first ones has the moves of its subject, the last one has all moves.
/// </summary>
internal static class Scenarios
{
    private static readonly Budget Work = new Budget(0)
        .With(MoveKind.Claim, Budget.Unlimited).With(MoveKind.Commit, Budget.Unlimited);

    private static readonly Budget Delivery = new Budget(0)
        .With(MoveKind.Deliver, Budget.Unlimited).With(MoveKind.Commit, Budget.Unlimited);

    /// <summary>The effect of answers on belief and schedule, and the end of tracking at the deadline.</summary>
    public static Scenario Answers { get; } = new(
        "answers", [EnrollmentKind.First],
        Work.With(MoveKind.Tick, 6).With(MoveKind.LongTick, 2).With(MoveKind.Wake, 1),
        [
            AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Declined, AnswerKind.ProvisionalDecline, AnswerKind.PartiallyRefunded,
            AnswerKind.NotFound, AnswerKind.Mismatch, AnswerKind.Timeout, AnswerKind.Refused, AnswerKind.Busy,
        ], MaxChanges: 3)
    {
        Wakes = [WakeKind.CheckFirst],
    };

    /// <summary>Attempts under one merchant reference.</summary>
    public static Scenario Attempts { get; } = new(
        "attempts", [EnrollmentKind.Second],
        Work.With(MoveKind.Tick, 4).With(MoveKind.Track, 1).With(MoveKind.Wake, 1).With(MoveKind.Crash, 1),
        [
            AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Declined, AnswerKind.NotFound,
            AnswerKind.SecondPending, AnswerKind.SecondCaptured, AnswerKind.SecondDeclined,
            AnswerKind.NamelessPending, AnswerKind.NamelessDeclined, AnswerKind.NamelessCaptured,
        ], MaxChanges: 3)
    {
        Enrollments = [EnrollmentKind.Second],
        Wakes = [WakeKind.SignedAttempt1, WakeKind.SignedMerchant],
    };

    /// <summary>Claims, leases, fencing numbers and wake-ups while instances fail.</summary>
    public static Scenario Leases { get; } = new(
        "leases", [EnrollmentKind.First, EnrollmentKind.Second],
        Work.With(MoveKind.Tick, 3).With(MoveKind.Answer, 1).With(MoveKind.Wake, 1).With(MoveKind.Crash, 1).With(MoveKind.HostStop, 1)
            .With(MoveKind.CommitWithoutResponse, 1).With(MoveKind.Renew, 1).With(MoveKind.Stop, 1).With(MoveKind.Skew, 1)
            .With(MoveKind.ShortenLeases, 1),
        [AnswerKind.Captured, AnswerKind.Pending])
    {
        Wakes = [WakeKind.CheckFirst, WakeKind.SignedMerchant],
    };

    /// <summary>Two rows that turn out to be one transaction.</summary>
    public static Scenario Duplicates { get; } = new(
        "duplicates", [EnrollmentKind.First, EnrollmentKind.Second, EnrollmentKind.SecondByGateway],
        Work.With(MoveKind.Tick, 2).With(MoveKind.Answer, 1).With(MoveKind.Wake, 1).With(MoveKind.Stop, 1).With(MoveKind.Track, 1),
        [AnswerKind.Captured, AnswerKind.Declined, AnswerKind.SecondPending])
    {
        Enrollments = [EnrollmentKind.Second],
        Wakes = [WakeKind.SignedAttempt1],
    };

    /// <summary>Two changes of each payment, their order and their tries.</summary>
    public static Scenario Deliveries { get; } = new(
        "deliveries", [EnrollmentKind.First, EnrollmentKind.Second],
        Delivery.With(MoveKind.Tick, 5).With(MoveKind.HandlerEnd, 1).With(MoveKind.Crash, 1).With(MoveKind.HostStop, 1)
            .With(MoveKind.CommitWithoutResponse, 1).With(MoveKind.Renew, 1).With(MoveKind.Redeliver, 1).With(MoveKind.ShortenLeases, 1),
        [])
    {
        Prefix =
        [
            .. CheckBoth(AnswerKind.Pending), new Move(MoveKind.Tick), .. CheckBoth(AnswerKind.Captured),
        ],
    };

    /// <summary>Rows and changes that are deleted while others work on them.</summary>
    public static Scenario Retention { get; } = new(
        "retention", [EnrollmentKind.First],
        Work.With(MoveKind.Deliver, Budget.Unlimited).With(MoveKind.Tick, 8).With(MoveKind.Wake, 1).With(MoveKind.Crash, 1)
            .With(MoveKind.HandlerEnd, 1).With(MoveKind.Track, 1).With(MoveKind.Stop, 1).With(MoveKind.Prune, 2)
            .With(MoveKind.ShortenLeases, 1),
        [AnswerKind.Captured, AnswerKind.Declined, AnswerKind.PartiallyRefunded])
    {
        Enrollments = [EnrollmentKind.First],
        Wakes = [WakeKind.CheckFirst, WakeKind.SignedFirst],
    };

    /// <summary>All moves.</summary>
    public static Scenario Everything { get; } = new(
        "everything", [EnrollmentKind.First, EnrollmentKind.Second],
        Work.With(MoveKind.Deliver, Budget.Unlimited)
            .With(MoveKind.Tick, 8).With(MoveKind.LongTick, 1).With(MoveKind.Answer, 1).With(MoveKind.HandlerEnd, 1)
            .With(MoveKind.Wake, 2).With(MoveKind.Crash, 1).With(MoveKind.HostStop, 1).With(MoveKind.CommitWithoutResponse, 1)
            .With(MoveKind.Renew, 1).With(MoveKind.Stop, 1).With(MoveKind.Track, 2).With(MoveKind.Skew, 1).With(MoveKind.Redeliver, 1)
            .With(MoveKind.Prune, 1).With(MoveKind.ShortenLeases, 1),
        [AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Declined, AnswerKind.Mismatch, AnswerKind.SecondCaptured])
    {
        Enrollments = [EnrollmentKind.Second, EnrollmentKind.SecondByGateway],
        Wakes = [WakeKind.CheckFirst, WakeKind.SignedMerchant],
    };

    /// <summary>All moves without a bound, for walks.</summary>
    public static Scenario Walk { get; } = Everything with
    {
        Name = "walk",
        Enrolled = [EnrollmentKind.First],
        Budget = Budget.All,
        Answers = Enum.GetValues<AnswerKind>(),
        MaxChanges = int.MaxValue,
        Enrollments = Enum.GetValues<EnrollmentKind>(),
        Wakes = Enum.GetValues<WakeKind>(),
    };

    public static IReadOnlyList<Scenario> All { get; } = [Answers, Attempts, Leases, Duplicates, Deliveries, Retention, Everything];

    private static IEnumerable<Move> CheckBoth(AnswerKind answer) =>
    [
        new(MoveKind.Claim, 0, 0b011), new(MoveKind.Commit, 0, Move.AnswerAndCommit + (int)answer),
        new(MoveKind.Commit, 0, Move.AnswerAndCommit + (int)answer),
    ];
}
