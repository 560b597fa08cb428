namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>The content of an answer about a payment, read without the product.</summary>
/// <param name="Outcome">Answered, NotFound or Ambiguous; Unknown when the answer says nothing.</param>
/// <param name="State">The state; Unknown when the answer names none that is documented.</param>
internal sealed record NaiveStatus(LookupOutcome Outcome, PaymentState State = PaymentState.Unknown)
{
    public static readonly NaiveStatus Nothing = new(LookupOutcome.Unknown);

    /// <summary>Whether the state may still change.</summary>
    public Finality Finality { get; init; }

    /// <summary>Where the money is.</summary>
    public FundsState Funds { get; init; } = FundsState.NotReported;

    /// <summary>The amount; null when there is none, or none that can be read.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The currency as written; null when there is none, or several.</summary>
    public string? Currency { get; init; }

    /// <summary>The reference of the gateway; null when there is none, or several.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The reference of the merchant; null when there is none, or several.</summary>
    public string? MerchantReference { get; init; }
}
