using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants;

/// <summary>The history of a row, as far as invariants need it. Immutable and equal by value, so that it can be part of a state.</summary>
public sealed record RowHistory
{
    public static RowHistory None { get; } = new();

    /// <summary>Whether the row exists.</summary>
    public bool Exists { get; init; }

    public string? ClientName { get; init; }

    public string? GatewayReference { get; init; }

    public string? MerchantReference { get; init; }

    public TrackingStatus Status { get; init; }

    /// <summary>The highest fencing number.</summary>
    public long Fence { get; init; }

    /// <summary>The end of the lease; null when the row is not leased.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The latest deadline that a call has promised.</summary>
    public DateTimeOffset DeadlineAt { get; init; }

    /// <summary>When the first query at or after the deadline was sent; null when there was none.</summary>
    public DateTimeOffset? LateQueryAt { get; init; }

    /// <summary>The slack of the deadline: how long the gateway has to answer after it.</summary>
    public SlackRound Slack { get; init; }

    /// <summary>The number of rechecks that the row may still have after it was woken, while its answers stay the same.</summary>
    public int Rechecks { get; init; }

    /// <summary>When the next check is due; null when there is none, while the row is leased, and when it is not known.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>When a check last ended; null before the first.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>When the current attempt began.</summary>
    public DateTimeOffset AttemptAt { get; init; }

    /// <summary>The number of checks that have ended.</summary>
    public int Checks { get; init; }

    public PaymentVerdict Verdict { get; init; }

    /// <summary>Whether the last answers were about another transaction, or are about two attempts that were paid.</summary>
    public bool HasMismatch { get; init; }

    public PaymentVerdict ReportedVerdict { get; init; }

    public Finality ReportedFinality { get; init; }

    public long Sequence { get; init; }

    /// <summary>
    /// The last committed answer about the current attempt, which the merchant knows. Null when it is contested, or not known.
    /// </summary>
    public ReportedAnswer? Reported { get; init; }

    /// <summary>The references and the kind that the committed answers about the current attempt have named.</summary>
    public NamedIdentity Named { get; init; }

    /// <summary>The statements of the committed answers about each gateway reference.</summary>
    public Values<BelievedReference> Believed { get; init; }

    /// <summary>
    /// Whether another row turned out to be the same transaction, whose attempts may have become attempts of this row, and no answer has
    /// been committed since: the row has not compared them with its own yet.
    /// </summary>
    public bool HasDuplicate { get; init; }

    /// <summary>When the row was woken while no later query has begun; null when no query is owed.</summary>
    public DateTimeOffset? WokenAt { get; init; }

    /// <summary>Whether a wake-up caused the current check, and no answer has been committed since.</summary>
    public bool IsCheckOfWakeup { get; init; }

    /// <summary>The result of the query under the current claim.</summary>
    public LastAnswer? Answer { get; init; }

    /// <summary>The attempts to pay, with every state that was committed for them.</summary>
    public Values<AttemptHistory> Attempts { get; init; }

    /// <summary>
    /// The amounts that the merchant has stated for the attempts, the current one first. Empty when they are not known.
    /// </summary>
    public Values<AttemptAmount> Amounts { get; init; }

    /// <summary>The states that the gateway has answered, by its reference.</summary>
    public Values<AnsweredStates> Answered { get; init; }

    public Values<ChangeHistory> Changes { get; init; }

    /// <summary>Returns all states that were answered, whatever the attempt.</summary>
    internal int AllStates()
    {
        var states = 0;
        foreach (var answered in Answered.AsSpan()) states |= answered.States;
        return states;
    }

    /// <summary>
    /// Returns the states that were answered for an attempt: under its reference at any time, or without a reference since it began. An
    /// earlier answer without a reference is about an earlier attempt.
    /// </summary>
    internal int StatesOf(string? reference, DateTimeOffset began, StringComparison comparison)
    {
        var states = 0;
        foreach (var answered in Answered.AsSpan())
        {
            if (answered.Reference is null ? answered.Since >= began : string.Equals(answered.Reference, reference, comparison))
                states |= answered.States;
        }

        return states;
    }
}

/// <summary>The slack of a deadline.</summary>
/// <param name="BeganAt">When the query was sent with which it began; null when it has not begun.</param>
/// <param name="Count">How often it has begun.</param>
public readonly record struct SlackRound(DateTimeOffset? BeganAt, int Count);

/// <summary>The result of a query that is not committed yet.</summary>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="AskedAt">When the query was sent.</param>
/// <param name="Outcome">The outcome; Unknown when the query failed.</param>
/// <param name="State">The answered state.</param>
/// <param name="Kind">The kind of transaction.</param>
/// <param name="Reference">The gateway reference of the answer.</param>
/// <param name="HasResult">Whether the query got a result.</param>
public sealed record LastAnswer(
    long Fence, DateTimeOffset AskedAt, LookupOutcome Outcome, PaymentState State, TransactionKind Kind, string? Reference, bool HasResult)
{
    /// <summary>The merchant reference of the answer.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>Whether the answered state may still change.</summary>
    public Finality Finality { get; init; }

    public FundsState Funds { get; init; }

    public Money? Amount { get; init; }

    public Money? RefundedAmount { get; init; }
}

/// <summary>The parts of an answer whose change is reported.</summary>
public sealed record ReportedAnswer(PaymentState State, Finality Finality, FundsState Funds, Money? Amount, Money? RefundedAmount);

/// <summary>The references and the kind that committed answers have named for an attempt.</summary>
/// <param name="Since">When the attempt began.</param>
/// <param name="GatewayReference">The gateway reference; null when no answer has named it.</param>
/// <param name="MerchantReference">The merchant reference; null when no answer has named it.</param>
/// <param name="Kind">The kind; Unknown when no answer has named it.</param>
public readonly record struct NamedIdentity(
    DateTimeOffset Since, string? GatewayReference, string? MerchantReference, TransactionKind Kind);

/// <summary>The statements of the committed answers about a gateway reference of the row.</summary>
/// <param name="Reference">The gateway reference.</param>
/// <param name="HasFailed">Whether an answer was a final failure.</param>
/// <param name="WasPaid">Whether an answer was that the payment was paid.</param>
public readonly record struct BelievedReference(string Reference, bool HasFailed, bool WasPaid);

/// <summary>The committed states of an attempt.</summary>
/// <param name="StartedAt">When the attempt began, which identifies it.</param>
/// <param name="States">The states, one bit each.</param>
public readonly record struct AttemptHistory(DateTimeOffset StartedAt, int States);

/// <summary>The amount of an attempt.</summary>
/// <param name="StartedAt">When the attempt began, which identifies it.</param>
/// <param name="Reference">Its gateway reference; null when it is not known.</param>
/// <param name="Stated">The amount that the merchant has stated for it; null when it is not known.</param>
public sealed record AttemptAmount(DateTimeOffset StartedAt, string? Reference, Money? Stated);

/// <summary>The states that the gateway has answered for a reference.</summary>
/// <param name="Reference">The gateway reference; null for answers without one.</param>
/// <param name="States">The states, one bit each.</param>
/// <param name="Since">Without a reference, when the attempt began that was current at the answer.</param>
public readonly record struct AnsweredStates(string? Reference, int States, DateTimeOffset Since);

/// <summary>The history of a change, as far as invariants need it.</summary>
/// <param name="Id">The change.</param>
/// <param name="Sequence">Its sequence number.</param>
public sealed record ChangeHistory(Guid Id, long Sequence)
{
    public DeliveryStatus Status { get; init; } = DeliveryStatus.Pending;

    public long Fence { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The claims and the calls of handlers since the change was added or redelivered.</summary>
    public int Claims { get; init; }

    public int Starts { get; init; }

    public bool IsRedelivered { get; init; }

    /// <summary>The fencing number of the claim under which a handler was last called.</summary>
    public long StartFence { get; init; }

    /// <summary>The handlers whose last call has returned, one bit each.</summary>
    public int Handled { get; init; }

    /// <summary>Whether the writes of a transactional handler were committed.</summary>
    public bool HasEffect { get; init; }

    /// <summary>The handlers that run.</summary>
    public Values<RunningHandler> Running { get; init; }
}

/// <summary>A running handler.</summary>
/// <param name="Fence">The fencing number of its claim.</param>
/// <param name="Until">The end of its lease.</param>
public readonly record struct RunningHandler(long Fence, DateTimeOffset Until)
{
    public string Handler { get; init; } = "";

    /// <summary>When the delivery no longer waits for it; null when that is not limited.</summary>
    public DateTimeOffset? LimitAt { get; init; }

    /// <summary>Returns whether the delivery still waits for the handler.</summary>
    internal bool IsAwaited(DateTimeOffset now) => !(LimitAt <= now);
}
