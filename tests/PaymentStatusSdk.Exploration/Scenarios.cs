using PaymentStatusSdk.Exploration.Moves;

namespace PaymentStatusSdk.Exploration;

/// <summary>
/// The parts of the state space. Each of the first ones has the moves of its subject, the last one has most moves together.
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

    /// <summary>Outages of workers and gateways after the deadline, and the end of tracking in spite of them.</summary>
    public static Scenario Deadlines { get; } = new(
        "deadlines", [EnrollmentKind.First],
        Work.With(MoveKind.Claim, 4).With(MoveKind.Tick, 1).With(MoveKind.LongTick, 6).With(MoveKind.Wake, 1),
        [AnswerKind.Pending, AnswerKind.Timeout, AnswerKind.Busy], MaxChanges: 3)
    {
        Prefix =
        [
            new Move(MoveKind.LongTick), .. CheckFirst(AnswerKind.Timeout),
            new Move(MoveKind.LongTick), new Move(MoveKind.LongTick), .. CheckFirst(AnswerKind.Timeout),
        ],
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

    /// <summary>Two attempts of different amounts, and answers and notifications with these and another one.</summary>
    public static Scenario Amounts { get; } = new(
        "amounts", [EnrollmentKind.SecondOfFirstAmount],
        Work.With(MoveKind.Tick, 4).With(MoveKind.Track, 1).With(MoveKind.Wake, 1),
        [
            AnswerKind.Captured, AnswerKind.Declined, AnswerKind.NotFound, AnswerKind.SecondPending, AnswerKind.SecondCaptured,
            AnswerKind.SecondDeclined, AnswerKind.OtherAmount, AnswerKind.FirstWithOwnAmount, AnswerKind.FirstWithSecondAmount,
            AnswerKind.SecondWithOwnAmount, AnswerKind.SecondWithFirstAmount,
        ], MaxChanges: 3)
    {
        Enrollments = [EnrollmentKind.SecondOfSecondAmount],
        Wakes =
        [
            WakeKind.MerchantWithFirstAmount, WakeKind.MerchantWithSecondAmount, WakeKind.MerchantWithOtherAmount,
            WakeKind.Attempt1WithOwnAmount,
        ],
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

    /// <summary>Money that is awaited or missing after a payment was captured.</summary>
    public static Scenario Funds { get; } = new(
        "funds", [EnrollmentKind.First],
        Work.With(MoveKind.Tick, 8).With(MoveKind.LongTick, 2).With(MoveKind.Wake, 1).With(MoveKind.Answer, 1),
        [
            AnswerKind.Pending, AnswerKind.FundsAwaited, AnswerKind.FundsMissing, AnswerKind.FundsReceived, AnswerKind.Declined,
            AnswerKind.Refunded, AnswerKind.Timeout,
        ], MaxChanges: 3)
    {
        Wakes = [WakeKind.SignedFirst],
    };

    /// <summary>Answers that decide nothing, and gateways that request long delays.</summary>
    public static Scenario Unclear { get; } = new(
        "unclear", [EnrollmentKind.First],
        Work.With(MoveKind.Tick, 6).With(MoveKind.LongTick, 2).With(MoveKind.Wake, 1),
        [
            AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Declined, AnswerKind.NotUnderstood, AnswerKind.Ambiguous,
            AnswerKind.Mismatch, AnswerKind.OtherAmount, AnswerKind.LongRetryAfter, AnswerKind.LongBusy, AnswerKind.Unnamed,
        ], MaxChanges: 3)
    {
        Wakes = [WakeKind.SignedFirst],
    };

    /// <summary>Money that is returned.</summary>
    public static Scenario Returns { get; } = new(
        "returns", [EnrollmentKind.First],
        Work.With(MoveKind.Tick, 6).With(MoveKind.LongTick, 2).With(MoveKind.Wake, 1).With(MoveKind.Track, 1),
        [
            AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Declined, AnswerKind.PartiallyRefunded, AnswerKind.Refunded,
            AnswerKind.Reversed, AnswerKind.ChargedBack,
        ], MaxChanges: 3)
    {
        Enrollments = [EnrollmentKind.First],
        Wakes = [WakeKind.SignedFirst],
    };

    /// <summary>Refunds, payouts, and payments whose kind the merchant names later or never.</summary>
    public static Scenario Kinds { get; } = new(
        "kinds", [],
        Work.With(MoveKind.Tick, 5).With(MoveKind.LongTick, 1).With(MoveKind.Wake, 1).With(MoveKind.Track, 2),
        [
            AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Credited, AnswerKind.Declined, AnswerKind.ProvisionalDecline,
            AnswerKind.Refunded, AnswerKind.Reversed,
        ], MaxChanges: 3)
    {
        Enrollments =
        [
            EnrollmentKind.First, EnrollmentKind.FirstAsRefund, EnrollmentKind.FirstAsPayout, EnrollmentKind.FirstOfUnknownKind,
        ],
        Wakes = [WakeKind.SignedFirst],
    };

    /// <summary>Persons who resolve payments while instances check them and deliver their changes.</summary>
    public static Scenario Resolutions { get; } = new(
        "resolutions", [EnrollmentKind.First],
        Work.With(MoveKind.Deliver, Budget.Unlimited).With(MoveKind.Tick, 5).With(MoveKind.LongTick, 1).With(MoveKind.Answer, 1)
            .With(MoveKind.Wake, 1).With(MoveKind.Track, 1).With(MoveKind.Crash, 1).With(MoveKind.Prune, 1).With(MoveKind.Resolve, 2),
        [AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Mismatch])
    {
        Enrollments = [EnrollmentKind.First],
        Wakes = [WakeKind.SignedFirst],
    };

    /// <summary>Calls that take effect although their responses are lost, while the instance goes on.</summary>
    public static Scenario Responses { get; } = new(
        "responses", [EnrollmentKind.First],
        Work.With(MoveKind.Deliver, Budget.Unlimited).With(MoveKind.Tick, 4).With(MoveKind.Answer, 1).With(MoveKind.HandlerEnd, 1)
            .With(MoveKind.Wake, 1).With(MoveKind.Crash, 1).With(MoveKind.CommitWithoutResponse, 1)
            .With(MoveKind.ClaimWithoutResponse, 2).With(MoveKind.DeliverWithoutResponse, 2),
        [AnswerKind.Pending, AnswerKind.Captured])
    {
        Wakes = [WakeKind.SignedFirst],
    };

    /// <summary>Two notifications of one event, before, during and after a check, while instances fail.</summary>
    public static Scenario Notifications { get; } = new(
        "notifications", [EnrollmentKind.First],
        Work.With(MoveKind.Tick, 4).With(MoveKind.Answer, 2).With(MoveKind.Wake, 2).With(MoveKind.Crash, 1).With(MoveKind.HostStop, 1)
            .With(MoveKind.CommitWithoutResponse, 1).With(MoveKind.Renew, 1).With(MoveKind.ShortenLeases, 1)
            .With(MoveKind.ClaimWithoutResponse, 1),
        [AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Timeout], MaxChanges: 3)
    {
        Wakes = [WakeKind.SignedFirst, WakeKind.HintFirst],
    };

    /// <summary>
    /// A store without a clock: instances whose clocks differ find out which time is right, and may accept a wrong one. A query or handler
    /// is committed when it ends, because the time of an instance may be corrected in between.
    /// </summary>
    public static Scenario Clocks { get; } = new(
        "clocks", [EnrollmentKind.First],
        Work.With(MoveKind.Deliver, Budget.Unlimited).With(MoveKind.Tick, 4).With(MoveKind.LongTick, 2).With(MoveKind.Wake, 1)
            .With(MoveKind.Crash, 1).With(MoveKind.Skew, 1),
        [AnswerKind.Pending, AnswerKind.Captured, AnswerKind.Declined])
    {
        HasStoreClock = false,
        Wakes = [WakeKind.SignedFirst],
    };

    /// <summary>
    /// The comparisons of clocks in such a store, without payments. A clock that another one has contradicted needs more of them than the
    /// scenario with payments reaches.
    /// </summary>
    public static Scenario Comparisons { get; } = new(
        "comparisons", [],
        new Budget(0).With(MoveKind.Claim, Budget.Unlimited).With(MoveKind.Tick, 2).With(MoveKind.LongTick, 1).With(MoveKind.Skew, 1), [])
    {
        HasStoreClock = false,
    };

    /// <summary>The moves of the scenarios from answers to retention together.</summary>
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

    /// <summary>All moves without a bound, for walks. Amounts are those of a walk of their own.</summary>
    public static Scenario Walk { get; } = Everything with
    {
        Name = "walk",
        Enrolled = [EnrollmentKind.First],
        Budget = Budget.All,
        Answers = [.. Enum.GetValues<AnswerKind>().Where(answer => answer < AnswerKind.FirstWithOwnAmount)],
        MaxChanges = int.MaxValue,
        Enrollments = [EnrollmentKind.First, EnrollmentKind.Second, EnrollmentKind.SecondByGateway],
        Wakes = [.. Enum.GetValues<WakeKind>().Where(wake => wake < WakeKind.MerchantWithFirstAmount)],
    };

    /// <summary>The scenarios of walks. In each, the first payment is of one kind.</summary>
    public static IReadOnlyList<Scenario> Walks { get; } =
    [
        Walk, WalkOf("refund", EnrollmentKind.FirstAsRefund), WalkOf("payout", EnrollmentKind.FirstAsPayout),
        WalkOf("unknown", EnrollmentKind.FirstOfUnknownKind), WalkOfAmounts,
    ];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Comparisons, Answers, Deadlines, Attempts, Amounts, Leases, Duplicates, Deliveries, Retention, Funds, Unclear, Returns, Kinds,
        Resolutions, Responses, Notifications, Clocks, Everything,
    ];

    /// <summary>Returns the scenario of a walk: every other one is about purchases only.</summary>
    public static Scenario WalkOf(int seed)
    {
        var turn = (uint)seed;
        return turn % 2 == 0 ? Walk : Walks[(int)(turn / 2 % (uint)Walks.Count)];
    }

    private static Scenario WalkOfAmounts => Walk with
    {
        Name = "walk-amounts",
        Enrolled = [EnrollmentKind.SecondOfFirstAmount],
        Answers = Enum.GetValues<AnswerKind>(),
        Enrollments =
        [
            EnrollmentKind.First, EnrollmentKind.SecondOfFirstAmount, EnrollmentKind.SecondOfSecondAmount, EnrollmentKind.SecondByGateway,
        ],
        Wakes = Enum.GetValues<WakeKind>(),
    };

    private static Scenario WalkOf(string name, EnrollmentKind first) => Walk with
    {
        Name = $"walk-{name}",
        Enrolled = [first],
        Enrollments = [first, EnrollmentKind.Second, EnrollmentKind.SecondByGateway],
    };

    private static IEnumerable<Move> CheckFirst(AnswerKind answer) =>
        [new(MoveKind.Claim, 0, 0b001), new(MoveKind.Commit, 0, Move.AnswerAndCommit + (int)answer)];

    private static IEnumerable<Move> CheckBoth(AnswerKind answer) =>
    [
        new(MoveKind.Claim, 0, 0b011), new(MoveKind.Commit, 0, Move.AnswerAndCommit + (int)answer),
        new(MoveKind.Commit, 0, Move.AnswerAndCommit + (int)answer),
    ];
}
