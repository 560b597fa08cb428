using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>A payment of the store.</summary>
internal sealed class TrackedData
{
    public required long Id { get; init; }

    public required string Client { get; init; }

    public string? MerchantReference { get; init; }

    public string? GatewayReference { get; init; }

    public required TrackingStatus Status { get; init; }

    /// <summary>The believed state; Unknown before the first answer.</summary>
    public required PaymentState State { get; init; }

    public required PaymentVerdict Verdict { get; init; }

    public required Finality Finality { get; init; }

    public required FundsState Funds { get; init; }

    /// <summary>Whether the last answer contradicts an earlier one.</summary>
    public required bool Contested { get; init; }

    /// <summary>Whether the last answers were about another transaction, amount or currency.</summary>
    public required bool Mismatch { get; init; }

    public required DateTimeOffset TrackedAt { get; init; }

    public required DateTimeOffset DeadlineAt { get; init; }

    public DateTimeOffset? NextCheckAt { get; init; }

    public DateTimeOffset? LastCheckedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public required int CheckCount { get; init; }

    public required LookupOutcome LastOutcome { get; init; }

    public TransactionStatusErrorKind? LastFailure { get; init; }

    public static TrackedData Of(TrackedTransaction payment, OutputRedactor redactor) => new()
    {
        Id = payment.Id,
        Client = payment.ClientName,
        MerchantReference = redactor.RedactReference(payment.MerchantReference),
        GatewayReference = redactor.RedactReference(payment.GatewayReference),
        Status = payment.Status,
        State = payment.Belief?.State ?? PaymentState.Unknown,
        Verdict = payment.Verdict,
        Finality = payment.Finality,
        Funds = payment.Belief?.Funds ?? FundsState.Unknown,
        Contested = payment.Belief?.IsContested ?? false,
        Mismatch = payment.HasMismatch,
        TrackedAt = payment.TrackedAt,
        DeadlineAt = payment.DeadlineAt,
        NextCheckAt = payment.NextCheckAt,
        LastCheckedAt = payment.LastCheckedAt,
        CompletedAt = payment.CompletedAt,
        CheckCount = payment.CheckCount,
        LastOutcome = payment.LastOutcome,
        LastFailure = payment.LastFailure,
    };
}
