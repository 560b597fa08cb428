using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>
/// Two payments: the first one is tracked by its gateway reference, the second one has two attempts under one merchant reference.
/// </summary>
internal static class Payments
{
    public const string First = "a1";
    public const string Merchant = "B";

    /// <summary>The amount of the first attempt of the second payment, where the merchant states it.</summary>
    public static readonly Money FirstAmount = new(10, "EUR");

    /// <summary>The amount of the second attempt.</summary>
    public static readonly Money SecondAmount = new(20, "EUR");

    /// <summary>An amount that no attempt has.</summary>
    public static readonly Money OtherAmount = new(2, "EUR");

    /// <summary>Returns the gateway reference of an attempt of the second payment.</summary>
    public static string ReferenceOf(int attempt) => attempt == 1 ? "b1" : "b2";

    public static TransactionQuery QueryOf(EnrollmentKind kind) => kind switch
    {
        EnrollmentKind.Second => ByMerchant(null),
        EnrollmentKind.SecondOfFirstAmount => ByMerchant(FirstAmount),
        EnrollmentKind.SecondOfSecondAmount => ByMerchant(SecondAmount),
        EnrollmentKind.SecondByGateway => TransactionQuery.ByGatewayReference(ReferenceOf(1)) with { Kind = TransactionKind.Purchase },
        _ => TransactionQuery.ByGatewayReference(First) with { Kind = KindOf(kind) },
    };

    private static TransactionQuery ByMerchant(Money? amount) =>
        TransactionQuery.ByMerchantReference(Merchant) with { Kind = TransactionKind.Purchase, ExpectedAmount = amount };

    private static TransactionKind KindOf(EnrollmentKind kind) => kind switch
    {
        EnrollmentKind.FirstAsRefund => TransactionKind.Refund,
        EnrollmentKind.FirstAsPayout => TransactionKind.Payout,
        EnrollmentKind.FirstOfUnknownKind => TransactionKind.Unknown,
        _ => TransactionKind.Purchase,
    };

    /// <summary>Returns the row that TrackAsync adds when the transaction is not tracked yet.</summary>
    public static TrackedTransaction Fresh(TransactionQuery query, DateTimeOffset now) => new()
    {
        ClientName = Setting.Client,
        Query = query,
        Status = TrackingStatus.Active,
        GatewayReference = query.GatewayReference,
        MerchantReference = query.MerchantReference,
        TrackedAt = now,
        DeadlineAt = now + Setting.Schedule.TrackFor,
        NextCheckAt = now,
        Progress = new ScheduleProgress { Since = now },
    };
}

/// <summary>The references by which the merchant tracks.</summary>
internal enum EnrollmentKind
{
    /// <summary>The first payment.</summary>
    First,

    /// <summary>The second payment by its merchant reference: the next attempt, if the last one has failed.</summary>
    Second,

    /// <summary>The second payment by the gateway reference of its first attempt: another row until answers show that.</summary>
    SecondByGateway,

    /// <summary>The first payment, which is a refund.</summary>
    FirstAsRefund,

    /// <summary>The first payment, which is a payout.</summary>
    FirstAsPayout,

    /// <summary>The first payment, whose kind the merchant does not name.</summary>
    FirstOfUnknownKind,

    /// <summary>The second payment by its merchant reference, with the amount of its first attempt.</summary>
    SecondOfFirstAmount,

    /// <summary>The second payment by its merchant reference, with the amount of its second attempt.</summary>
    SecondOfSecondAmount,
}
