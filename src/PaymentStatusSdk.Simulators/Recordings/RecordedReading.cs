using System.Globalization;

namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>The parts of a result or failure that an adapter reads from a gateway's answer. It has no free text.</summary>
public sealed record RecordedReading
{
    /// <summary>The kind of the failure; null when the query had a result.</summary>
    public TransactionStatusErrorKind? Failure { get; init; }

    /// <summary>Whether the gateway answered for the transaction.</summary>
    public LookupOutcome Outcome { get; init; }

    /// <summary>The state.</summary>
    public PaymentState State { get; init; }

    /// <summary>The finality of the state.</summary>
    public Finality Finality { get; init; }

    /// <summary>The meaning of the state for the payment.</summary>
    public PaymentVerdict Verdict { get; init; }

    /// <summary>The state of the funds.</summary>
    public FundsState Funds { get; init; }

    /// <summary>The reason of a failed payment.</summary>
    public FailureReason Reason { get; init; }

    /// <summary>The gateway's reference, made up; null when there is none.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's reference, made up; null when there is none.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The amount and its currency; null when there is none.</summary>
    public string? Amount { get; init; }

    /// <summary>The refunded amount and its currency; null when there is none.</summary>
    public string? RefundedAmount { get; init; }

    /// <summary>The gateway's own value for the state; null when there is none.</summary>
    public string? GatewayState { get; init; }

    /// <summary>The gateway's own code; null when there is none.</summary>
    public string? GatewayCode { get; init; }

    /// <summary>The kinds of the anomalies, in their order.</summary>
    public IReadOnlyList<StatusAnomalyKind> Anomalies { get; init; } = [];

    /// <summary>Returns the reading of a result.</summary>
    /// <param name="result">The result of a query.</param>
    public static RecordedReading Of(TransactionStatusResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new RecordedReading
        {
            Outcome = result.Outcome,
            State = result.State,
            Finality = result.Finality,
            Verdict = result.Verdict,
            Funds = result.Funds,
            Reason = result.Reason,
            GatewayReference = result.GatewayReference,
            MerchantReference = result.MerchantReference,
            Amount = Show(result.Amount),
            RefundedAmount = Show(result.RefundedAmount),
            GatewayState = result.Answer.State,
            GatewayCode = result.Answer.Code,
            Anomalies = [.. result.Anomalies.Select(anomaly => anomaly.Kind)],
        };
    }

    /// <summary>Returns the reading of a failure.</summary>
    /// <param name="failure">The failure of a query.</param>
    public static RecordedReading Of(TransactionStatusException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new RecordedReading { Failure = failure.Kind, GatewayCode = failure.GatewayCode };
    }

    /// <summary>Returns one line for each part that differs; empty when both are equal.</summary>
    /// <param name="actual">The reading to compare with this one.</param>
    public IReadOnlyList<string> DifferencesTo(RecordedReading actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        return [.. Parts().Zip(actual.Parts())
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => $"{pair.First.Name} is {pair.Second.Value ?? "-"}, recorded was {pair.First.Value ?? "-"}.")];
    }

    private static string? Show(Money? money) =>
        money is null ? null : string.Create(CultureInfo.InvariantCulture, $"{money.Amount} {money.Currency}");

    private IEnumerable<(string Name, string? Value)> Parts() =>
    [
        (nameof(Failure), Failure?.ToString()), (nameof(Outcome), Outcome.ToString()), (nameof(State), State.ToString()),
        (nameof(Finality), Finality.ToString()), (nameof(Verdict), Verdict.ToString()), (nameof(Funds), Funds.ToString()),
        (nameof(Reason), Reason.ToString()), (nameof(GatewayReference), GatewayReference),
        (nameof(MerchantReference), MerchantReference), (nameof(Amount), Amount), (nameof(RefundedAmount), RefundedAmount),
        (nameof(GatewayState), GatewayState), (nameof(GatewayCode), GatewayCode), (nameof(Anomalies), string.Join(' ', Anomalies)),
    ];
}
