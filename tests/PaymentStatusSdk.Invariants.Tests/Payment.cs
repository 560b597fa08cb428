using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>One payment: its rows, answers and changes.</summary>
internal static class Payment
{
    public const string Client = "cards";
    public const string Reference = "g-1";

    public static TransactionStatusResult Answer(PaymentState state, double at = 1, Finality finality = Finality.Open) => new()
    {
        ClientName = Client,
        Kind = TransactionKind.Purchase,
        Outcome = LookupOutcome.Answered,
        State = state,
        Finality = finality,
        GatewayReference = Reference,
        AskedAt = ProcessLog.At(at),
        ObservedAt = ProcessLog.At(at),
    };

    /// <summary>Returns the row before its first check.</summary>
    public static TrackedTransaction Row(long id = 1) => new()
    {
        Id = id,
        ClientName = Client,
        Query = TransactionQuery.ByGatewayReference(Reference) with { Kind = TransactionKind.Purchase },
        Status = TrackingStatus.Active,
        GatewayReference = Reference,
        TrackedAt = ProcessLog.Start,
        DeadlineAt = ProcessLog.At(100_000),
        NextCheckAt = ProcessLog.At(1),
    };

    /// <summary>Returns a row after a check that got an answer.</summary>
    public static TrackedTransaction After(
        this TrackedTransaction row, TransactionStatusResult answer, double next, long sequence = 0) => row with
        {
            Belief = StatusRules.Advance(row.Belief, answer),
            CheckCount = row.CheckCount + 1,
            LastCheckedAt = answer.AskedAt,
            NextCheckAt = ProcessLog.At(next),
            Sequence = sequence,
        };

    /// <summary>Returns a completed row.</summary>
    public static TrackedTransaction Completed(this TrackedTransaction row) =>
        row with { Status = TrackingStatus.Completed, CompletedAt = row.LastCheckedAt, NextCheckAt = null };

    public static StatusChange Change(this TrackedTransaction row, StatusChangeKind kind = StatusChangeKind.Changed) => new()
    {
        Id = new Guid((int)row.Id, (short)row.Sequence, (short)(row.Belief?.State ?? 0), 0, 0, 0, 0, 0, 0, 0, 1),
        Sequence = row.Sequence,
        Kind = kind,
        Transaction = row,
    };

    public static StatusChangeDelivery Delivered(this StatusChange change) =>
        new() { Change = change, Status = DeliveryStatus.Delivered, Tries = 1 };
}
