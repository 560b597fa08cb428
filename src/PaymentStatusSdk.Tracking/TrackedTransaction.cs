namespace PaymentStatusSdk.Tracking;

/// <summary>A transaction that is, or was, tracked: a snapshot.</summary>
/// <remarks>Immutable and thread-safe. It holds nothing secret and no free text of the gateway's; it serializes with <see cref="TrackingJsonContext"/>.</remarks>
public sealed record TrackedTransaction
{
    /// <summary>The store's number of it, more than zero. Unique in one store.</summary>
    public long Id { get; init; }

    /// <summary>The registered name of the client that is asked.</summary>
    public required string ClientName { get; init; }

    /// <summary>The query, as it was passed to <see cref="ITransactionTracker.TrackAsync"/>.</summary>
    public required TransactionQuery Query { get; init; }

    /// <summary>How it differs from the client's defaults.</summary>
    // Generated JSON code sets a member that is missing in the text to null, past the initializer.
    public TrackingPolicy Policy { get; init => field = value ?? TrackingPolicy.Default; } = TrackingPolicy.Default;

    /// <summary>Whether the transaction is still tracked. The result of the payment is in <see cref="Belief"/>.</summary>
    public TrackingStatus Status { get; init; }

    /// <summary>The gateway reference; null until it is supplied or learned.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant reference; null until it is supplied or learned.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The merged belief of all answers; null before the first.</summary>
    public StatusBelief? Belief { get; init; }

    /// <summary>
    /// True when the last answers were not about this transaction: another one, another amount or currency, or several. Until an answer matches again, neither
    /// <see cref="Verdict"/> nor <see cref="Finality"/> says anything.
    /// </summary>
    public bool HasMismatch { get; init; }

    /// <summary>When the current attempt was tracked (UTC); null for the first one, which is <see cref="TrackedAt"/>.</summary>
    public DateTimeOffset? AttemptStartedAt { get; init; }

    /// <summary>The attempts before the current one, the latest first and at most 10: each tracking after a failure begins a new attempt, with a belief of its own.</summary>
    public IReadOnlyList<TrackedAttempt> EarlierAttempts { get; init => field = ValueList<TrackedAttempt>.Of(value); } = ValueList<TrackedAttempt>.Empty;

    /// <summary>The number of the last <see cref="StatusChange"/>; 0 before the first.</summary>
    public long Sequence { get; init; }

    /// <summary>When it was tracked (UTC).</summary>
    public DateTimeOffset TrackedAt { get; init; }

    /// <summary>When it is given up at the latest (UTC).</summary>
    public DateTimeOffset DeadlineAt { get; init; }

    /// <summary>When it is checked next (UTC): while a check is running, when another instance may take that over. Null when it is no longer tracked, except that a finished payment may have checks for refunds and chargebacks left.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>When a check last came to an end (UTC); null before the first.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>Since when it is no longer tracked (UTC); null while it is.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How many checks came to an end, with an answer or without.</summary>
    public int CheckCount { get; init; }

    /// <summary>The outcome of the last check that found something; Unknown before.</summary>
    public LookupOutcome LastOutcome { get; init; }

    /// <summary>Why the last check found nothing; null when it did.</summary>
    public TransactionStatusErrorKind? LastFailure { get; init; }

    /// <summary>Where in its schedule it stands.</summary>
    public ScheduleProgress Progress { get; init => field = value ?? new ScheduleProgress(); } = new();

    /// <summary>The W3C <c>traceparent</c> (version, trace id, span id, flags) of the activity that was current when the transaction was tracked; null when there was none.</summary>
    /// <remarks>
    /// Every check and delivery has an activity that links to it. When the transaction is tracked again it stays, unless tracking begins anew.
    /// Baggage and <c>tracestate</c> are not stored: they may hold anything.
    /// </remarks>
    public string? TraceParent { get; init; }

    /// <summary>The meaning of the belief for the payment; Unknown before the first answer, while it is contested, and while answers do not match.</summary>
    public PaymentVerdict Verdict => HasMismatch ? PaymentVerdict.Unknown : Belief?.Verdict ?? PaymentVerdict.Unknown;

    /// <summary>Whether the state may still change; Unknown before the first answer, while it is contested, and while answers do not match.</summary>
    public Finality Finality => HasMismatch ? Finality.Unknown : Belief?.Finality ?? Finality.Unknown;

    /// <summary>Number, client, ids, status and belief.</summary>
    public override string ToString() => $"{Id} {ClientName} {GatewayReference ?? "-"} {MerchantReference ?? "-"} {Status}: {Belief?.ToString() ?? "no answer yet"}";
}
