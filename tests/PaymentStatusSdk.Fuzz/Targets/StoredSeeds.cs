using System.Text.Json;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Documents as this version writes them, so that every member occurs in one.</summary>
internal static class StoredSeeds
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private static TrackedAttempt Attempt =>
        new() { StartedAt = Noon, GatewayReference = "g-0", Belief = Belief(PaymentState.Declined)! };

    public static IEnumerable<byte[]> Transactions() =>
        new[]
            {
                Tracked(PaymentState.Pending), Tracked(PaymentState.Captured), Tracked(PaymentState.Declined),
                Tracked(PaymentState.Captured) with { Belief = Belief(PaymentState.Captured, Finality.Provisional) },
                // Longer than documents that are judged only when they decide.
                Tracked(PaymentState.Pending) with { EarlierAttempts = [.. Enumerable.Repeat(Attempt, 120)] },
            }
            .Select(transaction => JsonSerializer.SerializeToUtf8Bytes(transaction, StoredJson.Transaction));

    public static IEnumerable<byte[]> Changes() => new[] { PaymentState.Captured, PaymentState.Declined }.Select(state =>
        JsonSerializer.SerializeToUtf8Bytes(
            new StatusChange
            {
                Id = new Guid("0198f7a0-0000-7000-8000-000000000001"),
                Sequence = 3,
                Kind = StatusChangeKind.Contested,
                At = Noon,
                PreviousState = PaymentState.Captured,
                Transaction = Tracked(state),
            },
            StoredJson.Change));

    private static TrackedTransaction Tracked(PaymentState state) => new()
    {
        Id = 7,
        ClientName = "cards",
        Query = TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            Kind = TransactionKind.Purchase,
            SubmittedAt = Noon,
            ExpectedAmount = new Money(125.45m, "EUR"),
            ExpectedGatewayReference = "g-1",
        },
        Policy = new TrackingPolicy { Deadline = Noon.AddDays(3) },
        Status = TrackingStatus.Active,
        GatewayReference = "g-1",
        MerchantReference = "ORDER-1",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Belief = Belief(state),
        AttemptStartedAt = Noon,
        EarlierAttempts = [Attempt],
        Sequence = 2,
        TrackedAt = Noon,
        DeadlineAt = Noon.AddDays(3),
        NextCheckAt = Noon.AddHours(1),
        LastCheckedAt = Noon,
        CheckCount = 4,
        LastOutcome = LookupOutcome.Answered,
        LastFailure = TransactionStatusErrorKind.Timeout,
        Progress = new ScheduleProgress { Phase = SchedulePhase.Contested, Since = Noon, Step = 2, Reported = [StatusChangeKind.NotFound] },
    };

    private static StatusBelief? Belief(PaymentState state, Finality finality = Finality.Final) =>
        StatusRules.Advance(null, new TransactionStatusResult
        {
            ClientName = "cards",
            Kind = TransactionKind.Purchase,
            Outcome = LookupOutcome.Answered,
            State = state,
            Finality = finality,
            GatewayReference = "g-1",
            MerchantReference = "ORDER-1",
            Amount = new Money(125.45m, "EUR"),
            AskedAt = Noon,
            ObservedAt = Noon,
        });
}
