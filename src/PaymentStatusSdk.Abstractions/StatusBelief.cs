namespace PaymentStatusSdk;

/// <summary>The combined knowledge about a transaction from any number of answers, independent of their order and of duplicates.</summary>
/// <remarks>
/// <para>Immutable and thread-safe. It is extended with <see cref="StatusRules.Advance"/> and <see cref="StatusRules.Merge"/>, contains
/// nothing sensitive, and serializes with <see cref="Json.PaymentStatusJsonContext"/>.</para>
/// <para>Act on <see cref="Verdict"/> and <see cref="Finality"/>: both are Unknown while the belief is contested.</para>
/// </remarks>
public sealed record StatusBelief
{
    /// <summary>The registered name of the client that answered.</summary>
    public required string ClientName { get; init; }

    /// <summary>The kind of the transaction; Unknown until an answer specifies it.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>The gateway reference of the transaction; null until an answer contains it.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant reference of the transaction; null until an answer contains it.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>
    /// Every state that was ever observed, each once, in the order of the enum. It contains <see cref="PaymentState.Unknown"/> if the state
    /// of an answer could not be read.
    /// </summary>
    public IReadOnlyList<PaymentState> Facts
    {
        get;
        init => field = Array.AsReadOnly<PaymentState>([.. (value ?? []).Distinct().Order()]);
    } = Array.AsReadOnly<PaymentState>([]);

    /// <summary>The observation with the highest class of state; of several, the one with the latest query.</summary>
    /// <remarks>
    /// The classes: Unknown; Pending, ActionRequired; Authorized, Approved; Declined, Failed, Canceled, Expired; Captured, Credited,
    /// RefundPending, PartiallyRefunded, ChargedBack; Refunded, Reversed.
    /// </remarks>
    public required StatusObservation Strongest { get; init; }

    /// <summary>The observation with the latest query. An observation with an unknown state counts only while there is no other.</summary>
    public required StatusObservation Latest { get; init; }

    /// <summary>
    /// The time of the first query that observed a final failure (UTC): Declined, Failed, Canceled or Expired, with
    /// <see cref="Finality.Final"/>. Null when there was none.
    /// </summary>
    // A belief stored by an earlier version has this time only in its observations.
    public DateTimeOffset? FinalFailureAt
    {
        get => Earlier(field, Earlier(Strongest.FinalFailureAt, Latest.FinalFailureAt));
        init => field = value?.ToUniversalTime();
    }

    /// <summary>
    /// Whether the gateway reported a final failure of the payment, and a query at the same time or later shows that the money moved after
    /// all. A merchant who charged again because of the failure may have been paid twice. It stays true while the belief is contested and
    /// after a refund.
    /// </summary>
    public bool IsOverturned =>
        FinalFailureAt <= Strongest.AskedAt
        && StatusRules.VerdictOf(PaymentState.Declined, Kind) == PaymentVerdict.Failure
        && StatusRules.VerdictOf(State, Kind) is PaymentVerdict.Success or PaymentVerdict.Returned;

    /// <summary>
    /// Whether the latest observation has another class than the strongest, such as Pending after Captured. Query again, and have a person
    /// examine the transaction if it stays contested. The rules never create a belief whose latest observation is stronger than its
    /// strongest; such a belief from a store counts as contested, too.
    /// </summary>
    public bool IsContested => Latest.Class != Strongest.Class;

    /// <summary>The state of <see cref="Strongest"/>. It is never lowered; see also <see cref="IsContested"/>.</summary>
    public PaymentState State => Strongest.State;

    /// <summary>Whether the state may still change. Unknown while contested.</summary>
    public Finality Finality => IsContested ? Finality.Unknown : Strongest.Finality;

    /// <summary>The state of the funds. Unknown while contested.</summary>
    public FundsState Funds => IsContested ? FundsState.Unknown : Strongest.Funds;

    /// <summary>
    /// The meaning of the state for the payment, from <see cref="StatusRules.VerdictOf"/>. Unknown while
    /// contested: a contradiction is neither paid nor unpaid.
    /// </summary>
    public PaymentVerdict Verdict => IsContested ? PaymentVerdict.Unknown : StatusRules.VerdictOf(State, Kind);

    /// <summary>Compares every member by value, <see cref="Facts"/> item by item.</summary>
    public bool Equals(StatusBelief? other) =>
        other is not null
        && (ClientName, Kind, GatewayReference, MerchantReference) == (other.ClientName, other.Kind, other.GatewayReference,
            other.MerchantReference)
        && Strongest == other.Strongest
        && Latest == other.Latest
        && FinalFailureAt == other.FinalFailureAt
        && Facts.SequenceEqual(other.Facts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ClientName, Kind, GatewayReference, MerchantReference, Strongest, Latest);

    internal static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    /// <summary>Returns the client name, references, state and finality.</summary>
    public override string ToString() =>
        $"{ClientName} {GatewayReference ?? "-"} {MerchantReference ?? "-"}: {State} "
        + $"{Finality}{(IsOverturned ? ", overturned" : "")}{(IsContested ? $", contested by {Latest.State}" : "")}";
}
