namespace PaymentStatusSdk.Tracking;

/// <summary>A snapshot of a transaction that is, or was, tracked.</summary>
/// <remarks>
/// Immutable and thread-safe. It contains no secrets and no free text from the gateway. It serializes with
/// <c>TrackingJsonContext</c>.
/// </remarks>
public sealed record TrackedTransaction
{
    /// <summary>The transaction's number in its store, greater than zero. It is unique within the store.</summary>
    public long Id { get; init; }

    /// <summary>The registered name of the client that is queried.</summary>
    public required string ClientName { get; init; }

    /// <summary>The query that checks send.</summary>
    public required TransactionQuery Query { get; init; }

    /// <summary>The deadline and schedule, where they differ from the client's defaults.</summary>
    // Generated JSON code sets a member that is missing in the text to null, bypassing the initializer.
    public TrackingPolicy Policy { get; init => field = value ?? TrackingPolicy.Default; } = TrackingPolicy.Default;

    /// <summary>Whether the transaction is still tracked. The state of the payment is in <see cref="Belief"/>.</summary>
    public TrackingStatus Status { get; init; }

    /// <summary>The gateway reference; null until the merchant supplies it or an answer contains it.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant reference; null until the merchant supplies it or an answer contains it.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The belief from all answers so far; null before the first.</summary>
    public StatusBelief? Belief { get; init; }

    /// <summary>
    /// True when the last answers were about another transaction, another amount or currency, or several transactions, until an answer
    /// matches again. Also true from then on when more than one attempt was paid, or an earlier one with another amount. Meanwhile,
    /// <see cref="Verdict"/> and <see cref="Finality"/> are Unknown.
    /// </summary>
    public bool HasMismatch { get; init; }

    /// <summary>When the current attempt was tracked (UTC); null for the first attempt, which began at <see cref="TrackedAt"/>.</summary>
    public DateTimeOffset? AttemptStartedAt { get; init; }

    /// <summary>
    /// The attempts before the current one, the latest first, at most 10. Tracking a failed transaction again begins a new attempt with a
    /// belief of its own.
    /// </summary>
    public IReadOnlyList<TrackedAttempt> EarlierAttempts
    {
        get; init =>
        field = ValueList<TrackedAttempt>.Of(value);
    } = ValueList<TrackedAttempt>.Empty;

    /// <summary>The sequence number of the last <see cref="StatusChange"/>; 0 before the first.</summary>
    public long Sequence { get; init; }

    /// <summary>When the transaction was first tracked (UTC).</summary>
    public DateTimeOffset TrackedAt { get; init; }

    /// <summary>When tracking ends at the latest (UTC).</summary>
    public DateTimeOffset DeadlineAt { get; init; }

    /// <summary>
    /// When the next check is due (UTC); while a check is running, when another instance may take it over. Null when the transaction is no
    /// longer tracked, except that a completed payment may have checks for refunds and chargebacks left.
    /// </summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>When a check last ended (UTC); null before the first.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>When tracking ended (UTC); null while the transaction is tracked.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The number of checks that have ended, with or without an answer.</summary>
    public int CheckCount { get; init; }

    /// <summary>The outcome of the last check that got an answer; Unknown before.</summary>
    public LookupOutcome LastOutcome { get; init; }

    /// <summary>The kind of failure of the last check; null when it got an answer.</summary>
    public TransactionStatusErrorKind? LastFailure { get; init; }

    /// <summary>
    /// Why a person resolved the transaction by hand; null when it is not resolved, or is tracked again since. The verdict does not depend
    /// on it.
    /// </summary>
    public ManualResolution? Resolution { get; init; }

    /// <summary>The position in the schedule.</summary>
    public ScheduleProgress Progress { get; init => field = value ?? new ScheduleProgress(); } = new();

    /// <summary>
    /// The W3C <c>traceparent</c> (version, trace id, span id, flags) of the activity that was current when the transaction was tracked;
    /// null when there was none.
    /// </summary>
    /// <remarks>
    /// Every check and delivery has an activity that links to it. Tracking the transaction again keeps the value, unless tracking restarts.
    /// Baggage and <c>tracestate</c> are not stored: they may contain anything.
    /// </remarks>
    public string? TraceParent { get; init; }

    /// <summary>
    /// The verdict of the belief; Unknown before the first answer, while the belief is contested, and while answers do not match.
    /// </summary>
    public PaymentVerdict Verdict => HasMismatch ? PaymentVerdict.Unknown : Belief?.Verdict ?? PaymentVerdict.Unknown;

    /// <summary>
    /// Whether the state may still change; Unknown before the first answer, while the belief is contested, and while answers do not match.
    /// </summary>
    public Finality Finality => HasMismatch ? Finality.Unknown : Belief?.Finality ?? Finality.Unknown;

    /// <summary>Returns the number, client, references, status and belief.</summary>
    public override string ToString() =>
        $"{Id} {ClientName} {GatewayReference ?? "-"} {MerchantReference ?? "-"} {Status}: {Belief?.ToString() ?? "no answer yet"}";
}
