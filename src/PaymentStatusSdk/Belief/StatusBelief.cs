namespace PaymentStatusSdk;

/// <summary>What to believe of a transaction after any number of answers, whatever their order and however often each came.</summary>
/// <remarks>
/// <para>Immutable and thread-safe. It grows with <see cref="StatusRules.Advance"/> and <see cref="StatusRules.Merge"/>, holds nothing
/// sensitive, and serializes with <see cref="Json.PaymentStatusJsonContext"/>.</para>
/// <para>Act on <see cref="Verdict"/> and <see cref="Finality"/>: both are Unknown while the belief is contested.</para>
/// </remarks>
public sealed record StatusBelief
{
    /// <summary>The registered name of the client that answered.</summary>
    public required string ClientName { get; init; }

    /// <summary>What kind of transaction it is; Unknown until an answer tells.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>The gateway's id of the transaction; null until an answer names it.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's id of the transaction; null until an answer names it.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>
    /// Every state that was ever observed, each once, in the order of the enum. <see cref="PaymentState.Unknown"/> among them: an answer
    /// could not be read.
    /// </summary>
    public IReadOnlyList<PaymentState> Facts
    {
        get;
        init => field = Array.AsReadOnly<PaymentState>([.. (value ?? []).Distinct().Order()]);
    } = Array.AsReadOnly<PaymentState>([]);

    /// <summary>The observation that came furthest: the highest class of state, and of these the one asked for last.</summary>
    /// <remarks>
    /// The classes: Unknown; Pending, ActionRequired; Authorized, Approved; Declined, Failed, Canceled, Expired; Captured, Credited,
    /// RefundPending, PartiallyRefunded, ChargedBack; Refunded, Reversed.
    /// </remarks>
    public required StatusObservation Strongest { get; init; }

    /// <summary>The observation that was asked for last. One with an unreadable state counts only while there is no other.</summary>
    public required StatusObservation Latest { get; init; }

    /// <summary>
    /// When the first observation of a final failure was asked for (UTC): Declined, Failed, Canceled or Expired, and <see cref="Finality.Final"/>.
    /// Null when there was none.
    /// </summary>
    // A belief that an earlier version stored shows it by its observations alone.
    public DateTimeOffset? FinalFailureAt
    {
        get => Earlier(field, Earlier(Strongest.FinalFailureAt, Latest.FinalFailureAt));
        init => field = value?.ToUniversalTime();
    }

    /// <summary>
    /// True when the gateway stated a final failure of the payment, and a query that was asked no earlier shows that the money moved after all. A merchant who
    /// charged again because of the failure may have been paid twice. It stays true while the belief is contested and after a refund.
    /// </summary>
    public bool IsOverturned =>
        FinalFailureAt <= Strongest.AskedAt
        && StatusRules.VerdictOf(PaymentState.Declined, Kind) == PaymentVerdict.Failure
        && StatusRules.VerdictOf(State, Kind) is PaymentVerdict.Success or PaymentVerdict.Returned;

    /// <summary>
    /// Does the latest observation fall behind the strongest, as Pending after Captured does? Then ask again, and let a person look if it
    /// stays so. (By the rules it is never above the strongest; in a store it may be, and that is a contradiction as well.)
    /// </summary>
    public bool IsContested => Latest.Class != Strongest.Class;

    /// <summary>The state of <see cref="Strongest"/>: it is never lowered, but see <see cref="IsContested"/>.</summary>
    public PaymentState State => Strongest.State;

    /// <summary>May the state still change? Unknown while contested.</summary>
    public Finality Finality => IsContested ? Finality.Unknown : Strongest.Finality;

    /// <summary>Where the money is. Unknown while contested.</summary>
    public FundsState Funds => IsContested ? FundsState.Unknown : Strongest.Funds;

    /// <summary>
    /// What the state means for the payment, from <see cref="StatusRules.VerdictOf"/>. Unknown while contested: a contradiction is neither
    /// paid nor unpaid.
    /// </summary>
    public PaymentVerdict Verdict => IsContested ? PaymentVerdict.Unknown : StatusRules.VerdictOf(State, Kind);

    /// <summary>Equal in every member, <see cref="Facts"/> item by item.</summary>
    public bool Equals(StatusBelief? other) =>
        other is not null
        && (ClientName, Kind, GatewayReference, MerchantReference) == (other.ClientName, other.Kind, other.GatewayReference, other.MerchantReference)
        && Strongest == other.Strongest
        && Latest == other.Latest
        && FinalFailureAt == other.FinalFailureAt
        && Facts.SequenceEqual(other.Facts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ClientName, Kind, GatewayReference, MerchantReference, Strongest, Latest);

    internal static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    /// <summary>Gateway, ids, state and finality.</summary>
    public override string ToString() =>
        $"{ClientName} {GatewayReference ?? "-"} {MerchantReference ?? "-"}: {State} {Finality}{(IsOverturned ? ", overturned" : "")}{(IsContested ? $", contested by {Latest.State}" : "")}";
}
