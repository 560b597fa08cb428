namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>One order's payment, as this merchant keeps it. Immutable.</summary>
internal sealed record Payment
{
    // A payment that stays open is asked about again and again.
    private const int MostEvents = 50;

    /// <summary>The merchant's own id; also the transaction's merchant id at the gateway.</summary>
    public required string OrderId { get; init; }

    /// <summary>The client to ask.</summary>
    public required string Gateway { get; init; }

    /// <summary>What to ask.</summary>
    public required TransactionQuery Query { get; init; }

    public required Money Amount { get; init; }

    /// <summary>What all answers so far add up to; null before the first.</summary>
    public StatusBelief? Belief { get; init; }

    /// <summary>The last question failed, or found something else than the transaction.</summary>
    public string? Problem { get; init; }

    public IReadOnlyList<PaymentEvent> History { get; init; } = [];

    public bool IsFinal => Belief is { Finality: Finality.Final };

    /// <summary>With one more event. One that repeats the last is counted there, so that a schedule does not fill the history.</summary>
    public Payment With(PaymentEvent happened) => History is [.., var last] && last.Text == happened.Text
        ? this with { History = [.. History.SkipLast(1), happened with { Times = last.Times + 1 }] }
        : this with { History = [.. History.TakeLast(MostEvents - 1), happened] };
}
