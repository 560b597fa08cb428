using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>Payments, changes and sites for tests without a host.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly Guid ChangeId = new("0193a1b2-0000-7000-8000-000000000001");

    /// <summary>The site of a user who may only read.</summary>
    public static Site Reader { get; } = new() { Root = "/payments", User = "Ana", Now = Now };

    /// <summary>The site of a user who may act.</summary>
    public static Site Operator { get; } = Reader with { MayAct = true, Token = ("field", "secret") };

    /// <summary>An active payment without an answer, tracked an hour ago and due in five minutes.</summary>
    public static TrackedTransaction Payment { get; } = new()
    {
        Id = 7,
        ClientName = "cards",
        Query = TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = new Money(1_234.50m, "EUR"),
        },
        MerchantReference = "ORDER-1",
        Status = TrackingStatus.Active,
        Sequence = 3,
        CheckCount = 2,
        TrackedAt = Now.AddHours(-1),
        NextCheckAt = Now.AddMinutes(5),
        DeadlineAt = Now.AddDays(1),
    };

    /// <summary>Returns a belief about a purchase. With another latest state it may be contested.</summary>
    public static StatusBelief Belief(PaymentState state, Finality finality = Finality.Final, PaymentState? latest = null) => new()
    {
        ClientName = "cards",
        Kind = TransactionKind.Purchase,
        Facts = [state, latest ?? state],
        Strongest = new StatusObservation { State = state, Finality = finality, Funds = FundsState.Received, AskedAt = Now },
        Latest = new StatusObservation { State = latest ?? state, Finality = finality, Funds = FundsState.Received, AskedAt = Now },
    };

    /// <summary>Returns a change of the payment and its delivery.</summary>
    public static StatusChangeDelivery Change(
        TrackedTransaction? payment = null, DeliveryStatus status = DeliveryStatus.Delivered,
        StatusChangeKind kind = StatusChangeKind.Changed) => new()
        {
            Change = new StatusChange
            {
                Id = ChangeId,
                Sequence = 3,
                Kind = kind,
                At = Now.AddMinutes(-2),
                Transaction = payment ?? Payment,
            },
            Status = status,
            Tries = 4,
        };
}
