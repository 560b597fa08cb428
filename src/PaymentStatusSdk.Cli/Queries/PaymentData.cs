using System.Text.Json.Serialization;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>The data of <c>get</c> and <c>watch</c>. It has no secrets and no personal data.</summary>
internal sealed class PaymentData
{
    public required string Client { get; init; }

    public required TransactionKind Kind { get; init; }

    public required LookupOutcome Outcome { get; init; }

    public required PaymentState State { get; init; }

    public required PaymentVerdict Verdict { get; init; }

    public required Finality Finality { get; init; }

    public required FundsState Funds { get; init; }

    public required FailureReason Reason { get; init; }

    public string? GatewayReference { get; init; }

    public string? MerchantReference { get; init; }

    public MoneyData? Amount { get; init; }

    public MoneyData? RefundedAmount { get; init; }

    public required AmountCheck AmountCheck { get; init; }

    /// <summary>Whether the amount or currency of the answer is another one than the expected one. For the screen only.</summary>
    [JsonIgnore]
    public bool Differs { get; private init; }

    /// <summary>The gateway's own value for the state.</summary>
    public string? GatewayState { get; init; }

    public string? GatewayCode { get; init; }

    public string? GatewayMessage { get; init; }

    public required IReadOnlyList<string> Anomalies { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>Returns what may be shown of a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="expected">The expected amount; null for none.</param>
    /// <param name="redactor">Removes secrets from the texts.</param>
    public static PaymentData Of(TransactionStatusResult result, Money? expected, OutputRedactor redactor) => new()
    {
        Client = result.ClientName,
        Kind = result.Kind,
        Outcome = result.Outcome,
        State = result.State,
        Verdict = result.Verdict,
        Finality = result.Finality,
        Funds = result.Funds,
        Reason = result.Reason,
        GatewayReference = redactor.RedactReference(result.GatewayReference),
        MerchantReference = redactor.RedactReference(result.MerchantReference),
        Amount = MoneyData.Of(result.Amount),
        RefundedAmount = MoneyData.Of(result.RefundedAmount),
        AmountCheck = result.AmountCheck,
        Differs = expected is not null && result.Amount is not null && result.Amount != expected,
        GatewayState = redactor.Redact(result.Answer.State),
        GatewayCode = redactor.Redact(result.Answer.Code),
        GatewayMessage = redactor.Redact(result.Answer.Message),
        Anomalies = [.. result.Anomalies.Select(anomaly => $"{anomaly.Kind}: {redactor.Redact(anomaly.Text)}")],
        AskedAt = result.AskedAt,
        ObservedAt = result.ObservedAt,
    };
}
